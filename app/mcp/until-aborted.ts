import { listener } from '../listener.ts'

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
