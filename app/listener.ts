import type { Log } from './log.ts'

/** Where a listener reports to: a request's `Call`, or a log alone. */
interface Reporter {
  log?: Log
  requestId?: string
}

/**
 * Makes what Node itself may call: a listener, a timer's function, a callback. Nobody stands around it to catch what it
 * throws or rejects with, and that would end the process, with the calls of others in it. It is logged instead.
 *
 * Whatever of ours Node calls is made by this function: `listener.test.ts` finds those that are not.
 *
 * @param name what it does, for the log
 * @param to default: the console, as one line of JSON
 */
export function listener<Args extends unknown[]>(
  name: string,
  act: (...args: Args) => unknown,
  to: Reporter = {},
): (...args: Args) => void {
  return (...args) => {
    try {
      const result = act(...args)
      if (result instanceof Promise) result.catch(error => report(name, error, to))
    } catch (error) {
      report(name, error, to)
    }
  }
}

/** The log may be what fails. Then there is nowhere left to tell it. */
function report(name: string, error: unknown, { log, requestId }: Reporter): void {
  const fields = { listener: name, ...(requestId !== undefined && { request: requestId }) }
  try {
    if (log) log.error('listener failed', { ...fields, error })
    else console.error(JSON.stringify({ level: 'error', message: 'listener failed', ...fields, error: String(error) }))
  } catch {}
}
