import { listener } from './listener.ts'
import type { Log } from './log.ts'
import { currentOrigin } from './origin.ts'

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
  const take = (what: string) => (error: unknown) => {
    const { harmless, ...from } = currentOrigin() ?? {}
    log.error(`${what}: nobody caught it`, { ...from, error })
    if (!harmless) then()
  }
  process.on('uncaughtException', listener('uncaught exception', take('uncaught exception'), { log }))
  process.on('unhandledRejection', listener('unhandled rejection', take('unhandled rejection'), { log }))
}
