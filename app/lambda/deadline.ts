import type { Context } from 'aws-lambda'
import { listener } from '../listener.ts'

/** A limit of the transport ended a call that was otherwise in order. The message goes to the caller and names the limit. */
export class LimitError extends Error {
  override name = 'LimitError'
}

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

/** Starts `work` and waits for it, but no longer than until the signal aborts: then it throws the signal's reason. */
export async function untilAborted<Result>(signal: AbortSignal, work: () => Result | Promise<Result>): Promise<Result> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = listener('abort', () => reject(signal.reason))
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([work(), promise])
  } catch (error) {
    signal.throwIfAborted() // What the abort made fail did not fail by itself.
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/**
 * Refuses a text that takes more than `maxBytes` as a string in JSON, where quotes and controls are escaped.
 *
 * @throws {LimitError}
 */
export function refuseAbove(maxBytes: number, text: string): void {
  // No character takes more than six bytes there, so a small text need not be measured.
  if (text.length * 6 <= maxBytes) return
  const bytes = Buffer.byteLength(JSON.stringify(text))
  if (bytes > maxBytes) {
    const [size, limit] = [bytes, maxBytes].map(n => (n / 1024 / 1024).toFixed(1))
    throw new LimitError(
      `The answer takes ${size} MB, above the ${limit} MB that Lambda returns. Ask for less at a time.`,
    )
  }
}
