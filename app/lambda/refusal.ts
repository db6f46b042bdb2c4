import type { Log } from '../log.ts'
import { rpcError } from '../mcp/rpc-error.ts'
import { whyNoProxyEvent } from './event-check.ts'

/** An answer that the app has no part in. */
export interface Refusal {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/** The answer to what is no proxy event, for which the log says why. Undefined for one that can be served. */
export function refusalOf(event: unknown, log: Log): Refusal | undefined {
  const reason = whyNoProxyEvent(event)
  if (reason === undefined) return undefined
  log.error('event refused', { reason, request: requestIdOf(event) })
  return refusal(400, -32600, reason)
}

function requestIdOf(event: unknown): unknown {
  const { requestContext } = (event ?? {}) as { requestContext?: { requestId?: unknown } | null }
  return requestContext?.requestId
}

/** The answer of a server that could not be made. The caller is not told why, the log is. */
export function notStarted(error: unknown): Refusal {
  console.error(error)
  return refusal(500, -32603, 'The server could not start. Its log has the reason.')
}

function refusal(statusCode: number, code: number, message: string): Refusal {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: rpcError(code, message) }
}
