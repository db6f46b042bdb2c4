import type { CoreOptions } from './core/core.ts'
import type { Module } from './module.ts'
import type { Missing } from './scan.ts'

export interface BuildOptions extends CoreOptions {
  /** Where the files go. */
  out: string
  /**
   * The entry of the server's own part, below the root. It exports `start(code)`, which returns the handlers, and `warmUp()`,
   * which runs what is to be compiled ahead.
   */
  core: string
  /** The entry of the ordinary code that `start` is handed: tools and what they import. Default: none. */
  code?: string
  /** Packages of which the code gets the core's instance, as the two exchange values of theirs. */
  shared?: readonly string[]
  /** Other functions, of which each is a bundle of its own: the entry by the name of the file. */
  functions?: Record<string, string>
}

/** What was built, for what comes after. */
export interface Build {
  options: BuildOptions
  /** All modules of the code that are not the core's. */
  modules: Module[]
  missing: Missing[]
  /** What the core requires when it runs: packages that the server's own files import and that are none of `packages`. */
  external: string[]
}
