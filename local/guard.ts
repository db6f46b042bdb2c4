import type { IncomingMessage } from 'node:http'
import { localhostAllowedHostnames, validateHostHeader } from '@modelcontextprotocol/server'

/**
 * Creates the one check that the deployed API lacks, as AWS serves no name but its own: pages of the web, which any tab of
 * this machine's browser may show, must not reach a server on it.
 * MCP 2025-11-25, basic/transports, "Security Warning".
 *
 * @param origins pages that may call beside those of this machine
 * @returns why a request is refused; undefined when it is not
 */
export function createGuard(origins: readonly string[]): (req: IncomingMessage) => string | undefined {
  const loopback = localhostAllowedHostnames()
  const isAllowed = (origin: string) =>
    origins.includes(origin) || (URL.canParse(origin) && loopback.includes(new URL(origin).hostname))

  return ({ headers: { host, origin } }) => {
    if (!validateHostHeader(host, loopback).ok) {
      return `Host "${host}" is not served here. Call this API by ${loopback.join(', ')}.`
    }
    if (origin === undefined || isAllowed(origin)) return undefined
    return `Origin "${origin}" may not call an API on this machine. mcp:allowedOrigins lists those that may.`
  }
}
