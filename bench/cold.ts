import { median, pairedRatio, quartiles } from '../local/soak/statistics.ts'
import type { Candidate } from './candidates.ts'
import { inRounds, type Measured, runChild } from './rounds.ts'
import { table } from './table.ts'

/** One cold start, in milliseconds. */
export interface ColdStart {
  /** From the start of the process until the runtime client would look for the handler. */
  node: number
  /** Loading the handler's file. */
  load: number
  /** The first call. */
  call: number
  /** From the start of the process until the first call was answered. */
  total: number
}

/** Measures cold starts, each in a process of its own. */
export function cold(rows: readonly Candidate[], directory: string, rounds: number): Promise<Measured<ColdStart>[]> {
  return inRounds(rows, rounds, row => runChild<ColdStart>('child-cold.mjs', row, directory))
}

export function coldTable(measured: readonly Measured<ColdStart>[]): string {
  const totals = (row: Measured<ColdStart> | undefined) => row?.figures.map(({ total }) => total) ?? []
  const floor = totals(measured.find(({ kind }) => kind === 'floor'))
  const rows = measured.map(row => {
    const middle = (key: keyof ColdStart, digits: number) =>
      median(row.figures.map(start => start[key])).toFixed(digits)
    return [
      row.name,
      middle('total', 0),
      quartiles(totals(row)),
      pairedRatio(totals(row), floor).toFixed(2),
      middle('node', 0),
      middle('load', 1),
      middle('call', 1),
    ]
  })
  return table(['ms', 'total', 'quartiles', 'x empty', 'of it Node', 'of it loading', 'of it first call'], rows)
}
