import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { Mcp } from '../mcp/create-mcp.ts'
import { LimitError } from '../mcp/limit-error.ts'
import { rpcErrorFor } from '../mcp/rpc-error.ts'
import { resourceOf } from '../routes.ts'
import { accepted } from './accept.ts'
import { refuseAbove } from './answer-size.ts'
import { inAcceptedType, inType } from './answer-type.ts'
import { refuseIdsTwice } from './batch.ts'
import { HttpError } from './http-error.ts'
import { readJson } from './json-body.ts'
import type { Context, Middleware } from './koa-state.ts'
import { type RequestBounds, refuseUnbounded } from './request-bounds.ts'

export interface EndpointOptions extends RequestBounds {
  mcp: Mcp
  /**
   * For a transport that hands over whole answers inside of JSON: streams are collected, and an answer that takes more
   * than `maxBytes` there becomes an error that says so. Default: answers leave as they come.
   */
  buffer?: { maxBytes: number }
}

/** The endpoint `/mcp`: one POST, one answer, in a type that the caller accepts. */
export function endpoint({ mcp, buffer, ...bounds }: EndpointOptions): Middleware {
  return async (ctx, next) => {
    if (resourceOf(ctx.path) !== '/mcp') return next()
    const { call } = ctx.state
    const types = accepted(ctx.get('Accept'), (...offered) => ctx.accepts(...offered))
    const body = await readJson(ctx.req)
    ctx.state.rpc = nameOf(body)
    refuseUnbounded(body, bounds)
    refuseIdsTwice(body)

    try {
      // The SDK drops what it does for a caller who has gone. A call whose time is up still gets its answer.
      const gone = ctx.req.deadline === undefined ? call.signal : undefined
      const response = await mcp.fetch(toRequest(ctx.headers, gone), body, call)
      await send(ctx, await inAcceptedType(response, types, Array.isArray(body)), buffer)
    } catch (error) {
      if (!(error instanceof LimitError)) throw error
      call.log.error('limit reached', { ...ctx.state.rpc, reason: error.message, request: call.requestId })
      await send(ctx, inType(rpcErrorFor(body, -32603, error.message), types))
    }
  }
}

/** @throws {LimitError} before anything is sent, when the answer is above the limit of `buffer` */
async function send(ctx: Context, response: Response, buffer?: EndpointOptions['buffer']): Promise<void> {
  const content = await contentOf(response, buffer !== undefined)
  if (buffer && typeof content === 'string') refuseAbove(buffer.maxBytes, content)
  response.headers.delete('connection') // The socket's business; API Gateway would rename it.
  // Before the body, for which Koa would look for a type.
  for (const [name, value] of response.headers) ctx.set(name, value)
  ctx.body = content
  ctx.status = response.status
  // The caller learns at once that it is being worked on, and not with the first event.
  if (content instanceof Readable) ctx.flushHeaders()
}

/**
 * What the SDK reads of a request: abort signal, the protocol's own headers. The others stay here, the access token above
 * all. `Accept` has been looked at, and the SDK, which looks for both names in it, gets both. The URL only has to be one.
 *
 * @throws {HttpError} 400 for a header that no HTTP message could hold, as an event may
 */
function toRequest(headers: IncomingHttpHeaders, signal?: AbortSignal): Request {
  const known = Object.entries(headers).filter(([name]) => /^(content-type|last-event-id|mcp-.*)$/.test(name))
  try {
    return new Request('http://localhost/mcp', {
      method: 'POST',
      headers: [['accept', 'application/json, text/event-stream'], ...(known as [string, string][])],
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
