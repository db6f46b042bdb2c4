import { localhostAllowedHostnames, validateHostHeader } from '@modelcontextprotocol/server'
import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

export interface OriginOptions {
  /** The `Host` headers served: this machine's names only, or any. */
  hosts: 'loopback' | 'any'
  /** Origins of the pages that may call; `loopback` stands for any page from this machine. */
  origins: readonly string[] | 'any'
}

/**
 * Refuses a foreign `Host` (DNS rebinding) and a foreign `Origin` with 403.
 * MCP 2025-11-25, basic/transports, "Security Warning": servers MUST validate the Origin header.
 */
export function origin({ hosts, origins }: OriginOptions): Middleware {
  const loopback = localhostAllowedHostnames()
  const isAllowed = (value: string) =>
    origins === 'any' ||
    origins.includes(value) ||
    (origins.includes('loopback') && URL.canParse(value) && loopback.includes(new URL(value).hostname))

  return async (ctx, next) => {
    const host = ctx.get('Host')
    if (hosts === 'loopback' && !validateHostHeader(host, loopback).ok) {
      throw new HttpError(403, `Host "${host}" is not served here. Call this server by ${loopback.join(', ')}.`)
    }
    const value = ctx.get('Origin')
    if (value !== '' && !isAllowed(value)) {
      throw new HttpError(403, `Origin "${value}" may not call this server. ALLOWED_ORIGINS lists those that may.`)
    }
    await next()
  }
}
