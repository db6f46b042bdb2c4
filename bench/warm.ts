import { type Candidate, emptyHandler } from './candidates.ts'
import { inRounds, type Rounds, runChild } from './rounds.ts'
import { median, pairedRatio, quantile } from './statistics.ts'
import { table } from './table.ts'

/** Calls that a process makes before it is measured. */
export const warmUp = 500

/** One process of warm calls. */
interface WarmProcess {
  /** Of each call, in milliseconds. */
  latencies: number[]
  /** Milliseconds of CPU a call, of all threads: compiling and collecting garbage count. */
  cpu: number
  /** Resident set after the last call, in MiB. */
  rss: number
}

/**
 * Measures sequential calls of a warm handler, and writes their table.
 *
 * @param directory where the bundles are
 * @param calls how many a process makes, after its warm-up
 * @param rounds how many processes each candidate gets
 */
export async function warm(
  rows: readonly Candidate[],
  directory: string,
  calls: number,
  rounds: number,
): Promise<string> {
  return warmTable(
    await inRounds(rows, rounds, row => {
      const { latencies, cpu, rss } = runChild<WarmProcess>('child-warm.mjs', row, directory, { calls, warmUp })
      return { p50: median(latencies), p99: quantile(latencies, 0.99), cpu, rss }
    }),
  )
}

type Figures = Omit<WarmProcess, 'latencies'> & { p50: number; p99: number }

/** No ratio for the latencies: an empty handler has next to none. Its CPU goes into the loop and the parsing of events. */
function warmTable(measured: Rounds<Figures>): string {
  const floor = measured.get(emptyHandler) ?? []
  const column = (processes: Figures[], key: keyof Figures) => processes.map(process => process[key])
  const rows = [...measured].map(([{ name }, processes]) => {
    const middle = (key: keyof Figures, digits: number) => median(column(processes, key)).toFixed(digits)
    const ratio = (key: keyof Figures, digits: number) =>
      pairedRatio(column(processes, key), column(floor, key)).toFixed(digits)
    return [
      name,
      middle('p50', 3),
      middle('p99', 3),
      middle('cpu', 3),
      ratio('cpu', 1),
      middle('rss', 0),
      ratio('rss', 2),
    ]
  })
  return table(['', 'p50 ms', 'p99 ms', 'CPU ms a call', 'CPU x empty', 'RSS MiB', 'RSS x empty'], rows)
}
