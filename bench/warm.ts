import { median, pairedRatio, quantile, quartiles } from '../local/soak/statistics.ts'
import { type Candidate, sameParts } from './candidates.ts'
import { inRounds, type Measured, runChild } from './rounds.ts'
import { table } from './table.ts'

/** Calls that a process makes before it is measured. */
export const warmUp = 500

/** One process of warm calls. */
export interface WarmCalls {
  /** Of the latencies, in milliseconds. */
  p50: number
  p99: number
  /** Milliseconds of CPU a call, of all threads: compiling and collecting garbage count. */
  cpu: number
  /** Resident set after the last call, in MiB. */
  rss: number
}

/**
 * Measures sequential calls of a warm handler.
 *
 * @param directory where the bundles are
 * @param calls how many a process makes, after its warm-up
 * @param rounds how many processes each candidate gets
 */
export function warm(
  rows: readonly Candidate[],
  directory: string,
  calls: number,
  rounds: number,
): Promise<Measured<WarmCalls>[]> {
  return inRounds(rows, rounds, row => {
    const options = { calls, warmUp }
    const { latencies, ...rest } = runChild<Printed>('child-warm.mjs', row, directory, options)
    return { p50: median(latencies), p99: quantile(latencies, 0.99), ...rest }
  })
}

type Printed = Pick<WarmCalls, 'cpu' | 'rss'> & { latencies: number[] }

/**
 * No ratio to the empty handler: its CPU goes into the loop and the parsing of events. Where the peer of the same parts was
 * measured, each row is compared with it.
 */
export function warmTable(measured: readonly Measured<WarmCalls>[]): string {
  const base = measured.find(({ name }) => name === sameParts)
  const rows = measured.map(({ name, figures }) => {
    const column = (key: keyof WarmCalls, of = figures) => of.map(process => process[key])
    const middle = (key: keyof WarmCalls, digits: number) => median(column(key)).toFixed(digits)
    return [
      name,
      middle('p50', 3),
      middle('p99', 3),
      middle('cpu', 3),
      quartiles(column('cpu'), 3),
      ...(base ? [pairedRatio(column('cpu'), column('cpu', base.figures)).toFixed(2)] : []),
      middle('rss', 0),
    ]
  })
  const ratio = base ? ['x Koa + SDK 2'] : []
  return table(['', 'p50 ms', 'p99 ms', 'CPU ms a call', 'quartiles', ...ratio, 'RSS MiB'], rows)
}
