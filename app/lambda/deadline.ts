import type { Context } from 'aws-lambda'
import { listener } from '../listener.ts'
import { LimitError } from '../mcp/limit-error.ts'

export interface Deadline {
  /** Aborts with a {@link LimitError} when the time is over. */
  signal: AbortSignal
  /** Stops the clock. A timer left behind would fire when Lambda thaws the process for another request. */
  clear(): void
}

/** @param limitMs milliseconds from now; below 0 counts as 0 */
export function startDeadline(limitMs: number): Deadline {
  const controller = new AbortController()
  const end = () =>
    controller.abort(new LimitError(`The call took longer than ${limitMs} ms, this server's limit for one request.`))
  const timer = setTimeout(listener('deadline', end), limitMs)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** The part of Lambda's context that tells the time. */
export type Clock = Pick<Context, 'getRemainingTimeInMillis'>

/** An answer leaves this many milliseconds before Lambda's deadline, so that it gets out before the gateway's 504. */
const reserveMs = 500

/** Does the work of one event, with a signal that aborts with a {@link LimitError} shortly before Lambda's own deadline. */
export async function withinDeadline<Result>(
  clock: Clock,
  work: (deadline: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = startDeadline(clock.getRemainingTimeInMillis() - reserveMs)
  try {
    return await work(deadline.signal)
  } finally {
    deadline.clear()
  }
}
