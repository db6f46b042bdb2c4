import { AsyncLocalStorage } from 'node:async_hooks'

/** Whose code runs: what is known of an error that nobody caught. */
export interface Origin {
  /** The id of the request that it runs for. */
  request: string
  /** What runs, as `tool "ping"`. */
  of: string
  /** Only looks at values: an error of it tells nothing about the state of the process. */
  harmless?: true
}

const storage = new AsyncLocalStorage<Origin>()

/** Runs somebody's code so that what it starts - timers, promises, listeners - is known to come from it. */
export const runAs = <Result>(origin: Origin, run: () => Result): Result => storage.run(origin, run)

/** Whose code it is that runs now; undefined outside of any. */
export const currentOrigin = (): Origin | undefined => storage.getStore()
