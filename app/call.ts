import { anonymous, type Identity } from './identity.ts'
import { type Log, silent } from './log.ts'

/** What one HTTP request knows about itself. The middleware fills it in, the MCP side hands it on to tools. */
export interface Call {
  /** Names the request in the answer and in the log. Behind API Gateway: the id that the caller sees as `x-amzn-RequestId`. */
  requestId: string
  identity: Identity
  /** The address of the metadata that names the authorization server, for challenges. Undefined without one. */
  resourceMetadata?: string
  /** Aborts when the caller has gone or the time is up. */
  signal: AbortSignal
  log: Log
}

/** A call outside of any server, as the in-memory client makes it. */
export function createCall(call: Partial<Call> = {}): Call {
  return { requestId: 'in-memory', identity: anonymous, signal: new AbortController().signal, log: silent, ...call }
}
