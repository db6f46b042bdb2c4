import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { HttpError } from '../http-error.ts'
import { readJson } from '../json-body.ts'
import { LimitError, refuseAbove } from '../limits.ts'
import type { Mcp } from '../mcp.ts'
import { type RequestBounds, refuseUnbounded } from '../request-bounds.ts'
import { rpcErrorFor } from '../rpc-error.ts'
import type { Middleware } from '../state.ts'

export interface EndpointOptions extends RequestBounds {
  mcp: Mcp
  /**
   * For a transport that hands over whole answers inside of JSON: streams are collected, and an answer that takes more
   * than `maxBytes` there becomes an error that says so. Default: answers leave as they come.
   */
  buffer?: { maxBytes: number }
}

/** The endpoint `/mcp`: one POST, one answer. The SDK refuses other methods with 405. */
export function endpoint({ mcp, buffer, ...bounds }: EndpointOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/mcp') return next()
    const { call } = ctx.state
    const body = ctx.method === 'POST' ? await readJson(ctx.req) : undefined
    ctx.state.rpc = nameOf(body)
    refuseUnbounded(body, bounds)

    try {
      // The SDK drops what it does for a caller who has gone. A call whose time is up still gets its answer.
      const gone = ctx.req.deadline === undefined ? call.signal : undefined
      const response = await mcp.fetch(toRequest(ctx.method, ctx.headers, gone), body, call)
      const content = await contentOf(response, buffer !== undefined)
      if (buffer && typeof content === 'string') refuseAbove(buffer.maxBytes, content)
      response.headers.delete('connection') // The socket's business; API Gateway would rename it.
      // Before the body, for which Koa would look for a type.
      for (const [name, value] of response.headers) ctx.set(name, value)
      ctx.body = content
      ctx.status = response.status
      // The caller learns at once that it is being worked on, and not with the first event.
      if (content instanceof Readable) ctx.flushHeaders()
    } catch (error) {
      if (!(error instanceof LimitError)) throw error
      call.log.error('limit reached', { ...ctx.state.rpc, reason: error.message, request: call.requestId })
      ctx.set('Content-Type', 'application/json')
      ctx.body = rpcErrorFor(body, -32603, error.message)
    }
  }
}

/**
 * What the SDK reads of a request: method, abort signal, the protocol's own headers. The others stay here, the access
 * token above all. The URL only has to be one.
 *
 * @throws {HttpError} 400 for a header that no HTTP message could hold, as an event may
 */
function toRequest(method: string, headers: IncomingHttpHeaders, signal?: AbortSignal): Request {
  const known = Object.entries(headers).filter(([name]) => /^(accept|content-type|last-event-id|mcp-.*)$/.test(name))
  try {
    return new Request('http://localhost/mcp', {
      method,
      headers: known as [string, string][],
      ...(signal && { signal }),
    })
  } catch {
    throw new HttpError(
      400,
      `One of these headers holds a character that HTTP forbids: ${known.map(([name]) => name)}.`,
    )
  }
}

/** A stream as it is, unless it is to be collected; anything else as text. */
async function contentOf(response: Response, collect: boolean): Promise<Readable | string | null> {
  if (response.body === null) return null
  return collect || !isStream(response) ? response.text() : Readable.from(response.body, { objectMode: false })
}

const isStream = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/event-stream')

/** What the request line says of a body: the method, and the tool, resource or prompt it names. */
function nameOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  if (Array.isArray(body)) return { rpc: 'batch' }
  const { method, params } = body as { method?: unknown; params?: { name?: unknown; uri?: unknown } | null }
  const name = params?.name ?? params?.uri
  return {
    ...(typeof method === 'string' && { rpc: method.slice(0, 100) }),
    ...(typeof name === 'string' && { name: name.slice(0, 100) }),
  }
}
