import { anonymous, type Identity } from '../auth/identity.ts'
import { type Log, silent } from '../log.ts'
import { runAs } from '../run-as.ts'
import { LimitError } from './limit-error.ts'
import { untilAborted } from './until-aborted.ts'

/** What one HTTP request knows about itself. The middleware fills it in, the MCP side hands it on to tools. */
export interface Call {
  /** Names the request in the answer and in the log. Behind API Gateway: the id that the caller sees as `x-amzn-RequestId`. */
  requestId: string
  identity: Identity
  /** The deployment that the request came to: what is signed for one is refused by another. */
  stage: string
  /** The address of the metadata that names the authorization server, for challenges. Undefined without one. */
  resourceMetadata?: string
  /** Aborts when the caller has gone or the time is up. */
  signal: AbortSignal
  log: Log
}

/** A call outside of any server, as the in-memory client makes it. */
export function createCall(call: Partial<Call> = {}): Call {
  return {
    requestId: 'in-memory',
    identity: anonymous,
    stage: 'in-memory',
    signal: new AbortController().signal,
    log: silent,
    ...call,
  }
}

/**
 * Does what a tool, a resource or a prompt does for a call, and no longer than until its signal aborts.
 *
 * @param of whose code it is, as `tool "ping"`: for the log, should an error of it be caught by nobody
 * @throws {LimitError} when the time is up. The SDK makes it the answer to the one request that this is for, in whatever
 *   form that answer has begun: a stream ends with it, and so does each unfinished request of a batch.
 */
export async function whileCalled<Result>(
  call: Call,
  of: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await untilAborted(call.signal, () => runAs({ request: call.requestId, of }, work))
  } catch (error) {
    if (error instanceof LimitError && error === call.signal.reason) {
      call.log.error('limit reached', { reason: error.message, request: call.requestId })
    }
    throw error
  }
}
