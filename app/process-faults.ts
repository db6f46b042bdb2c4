import { listener } from './listener.ts'
import type { Log } from './log.ts'
import { currentOrigin } from './run-as.ts'

/**
 * Takes over what Node would end the process for: an error that nobody caught, most often of a tool's code that went on
 * without its call, as in a timer, in a promise that nobody waits for, or in the `error` event of an idle client.
 *
 * It is logged with what is known of where it came from: the stack, and the request and the tool whose code it is.
 *
 * @param then what is to be done about it, once it is logged. Not called for an error that tells nothing about the state of
 *   the process, as in a tool's schema
 */
export function takeProcessFaults(log: Log, then: () => void = () => {}): void {
  const take = (what: string, error: unknown) => {
    const { harmless, ...from } = currentOrigin() ?? {}
    log.error(`${what}: nobody caught it`, { ...from, error })
    if (!harmless) then()
  }
  const exception = (error: unknown) => {
    take('uncaught exception', error)
    finishTicks(error => take('uncaught exception', error))
  }
  process.on('uncaughtException', listener('uncaught exception', exception, { log }))
  const rejection = (reason: unknown) => take('unhandled rejection', reason)
  process.on('unhandledRejection', listener('unhandled rejection', rejection, { log }))
}

/**
 * Runs what `process.nextTick` was given and has not run yet. After a function of it has thrown, Node leaves the others to
 * whatever comes next; if that is a request that is being parsed, and one of them throws too, then the parser gives up, and
 * the request, which is another caller's, is never complete.
 *
 * By the function that Node itself exposes for that, though it is in no documentation; without it, all is as it was.
 */
function finishTicks(take: (error: unknown) => void): void {
  const { _tickCallback: runTicks } = process as { _tickCallback?: () => void }
  for (let tick = 0; runTicks !== undefined && tick < 1000; tick++) {
    try {
      runTicks()
      return
    } catch (error) {
      take(error)
    }
  }
}
