import { type Candidate, emptyHandler } from './candidates.ts'
import { inRounds, type Rounds, runChild } from './rounds.ts'
import { median, pairedRatio, quantile } from './statistics.ts'
import { table } from './table.ts'

/** One cold start, in milliseconds. */
interface ColdStart {
  /** From the start of the process until the runtime client would look for the handler. */
  node: number
  /** Loading the handler's file. */
  load: number
  /** The first call. */
  call: number
  /** From the start of the process until the first call was answered. */
  total: number
}

/** Measures cold starts, each in a process of its own, and writes their table. */
export async function cold(rows: readonly Candidate[], directory: string, rounds: number): Promise<string> {
  return coldTable(await inRounds(rows, rounds, row => runChild<ColdStart>('child-cold.mjs', row, directory)))
}

function coldTable(measured: Rounds<ColdStart>): string {
  const floor = measured.get(emptyHandler)?.map(({ total }) => total) ?? []
  const rows = [...measured].map(([{ name }, starts]) => {
    const column = (key: keyof ColdStart) => starts.map(start => start[key])
    const totals = column('total')
    const [low, high] = [0.25, 0.75].map(share => quantile(totals, share).toFixed(0))
    return [
      name,
      median(totals).toFixed(0),
      `${low} to ${high}`,
      pairedRatio(totals, floor).toFixed(2),
      median(column('node')).toFixed(0),
      median(column('load')).toFixed(1),
      median(column('call')).toFixed(1),
    ]
  })
  return table(['ms', 'total', 'quartiles', 'x empty', 'of it Node', 'of it loading', 'of it first call'], rows)
}
