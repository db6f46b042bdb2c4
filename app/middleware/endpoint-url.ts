import type { IncomingMessage } from 'node:http'
import { HttpError } from './http-error.ts'

/**
 * The URL of the MCP endpoint as the client called it. Undefined behind a gateway that does not say its name.
 *
 * @throws {HttpError} 400 for a `Host` that no URL could hold
 */
export function endpointUrl({ req, host }: { req: IncomingMessage; host: string }): string | undefined {
  if (req.requestContext !== undefined) {
    // Its path has the stage, where the client's has.
    const { domainName, stage, path } = req.requestContext
    if (!domainName) return undefined
    return `https://${domainName}${path?.startsWith(`/${stage}/`) ? `/${stage}` : ''}/mcp`
  }
  if (!URL.canParse('/mcp', `http://${host}`)) throw new HttpError(400, `Host "${host}" is not a host name.`)
  return new URL('/mcp', `http://${host}`).href
}
