import { AsyncLocalStorage } from 'node:async_hooks'
import type { Call } from './request-scope.ts'

// The SDK answers a failure of its own with a sentence, and tells the reason to a function of ours or to nobody. It tells the
// mistakes of callers in the same way: these are no error here, and their words may be the caller's.

const served = new AsyncLocalStorage<{ call: Call; reasons: Error[] }>()

/** The call that is being served; undefined outside of any. */
export const servedCall = (): Call | undefined => served.getStore()?.call

/** The `onerror` of the SDK's handler, which serves all requests: the reason is kept for the one that it belongs to. */
export function collectSwallowed(error: Error): void {
  served.getStore()?.reasons.push(error)
}

/** Serves one request, and logs why it failed: as an error where the answer says that the server did. */
export async function reportSwallowed(call: Call, serve: () => Promise<Response>): Promise<Response> {
  const reasons: Error[] = []
  const response = await served.run({ call, reasons }, serve)
  for (const error of reasons) {
    if (response.status >= 500) call.log.error('request failed', { request: call.requestId, error })
    else call.log.debug('request refused', { reason: subject(error), request: call.requestId })
  }
  return response
}

/** The `onerror` of the server that one request gets: answers that could not be sent, above all. */
export function swallowedBySdk(call: Call): (error: Error) => void {
  return error => {
    if (/^(Failed|Uncaught)/.test(error.message)) call.log.error('answer failed', { request: call.requestId, error })
    else call.log.debug('message refused', { reason: subject(error), request: call.requestId })
  }
}

/** What it is about. Behind the colon are the words of the caller. */
const subject = ({ name, message }: Error) => `${name}: ${message.split(':', 1)[0]}`.slice(0, 200)
