/** Does the work, unless it has failed a moment ago: then it throws what was thrown there. */
export type Attempt = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Short, so that whoever recovers is soon asked again. */
const pauseMs = 1000

/**
 * Spares somebody who fails: many callers would ask in vain, each for as long as the timeout. The first failure may be a
 * hiccup, so the next attempt is made at once; from the second in a row on, the next is made after a second.
 */
export function createBackOff(): Attempt {
  let failures = 0
  let last: { error: unknown; at: number } | undefined

  return async work => {
    // By its distance, as a clock that was set back would make a pause of hours.
    if (last !== undefined && failures > 1 && Math.abs(Date.now() - last.at) < pauseMs) throw last.error
    try {
      const result = await work()
      failures = 0
      return result
    } catch (error) {
      failures++
      last = { error, at: Date.now() }
      throw error
    }
  }
}
