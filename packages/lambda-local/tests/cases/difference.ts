import type { Source } from './pages.ts'

/** Where MiniStack answers a case in another way, and the page by which it is wrong. */
export interface Difference<Answer> {
  /** What it answers instead; the rest is as in the case. */
  differs: Partial<Answer>
  page: Exclude<Source, 'unverified'>
}
