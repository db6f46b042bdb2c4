import { type Candidate, type ContainerCandidate, emptyHandler } from './candidates.ts'
import type { ContainerStart } from './emulator-log.ts'
import type { Rounds } from './rounds.ts'
import { median, pairedRatio, quantile } from './statistics.ts'
import { table } from './table.ts'

/**
 * Writes the table of containers' starts.
 *
 * @param peers the rows of which the one with the lowest median is what every row is compared with too
 */
export function containerTable(
  measured: Rounds<ContainerStart, ContainerCandidate>,
  peers: readonly Candidate[],
): string {
  const totals = new Map([...measured].map(([row, starts]) => [row, starts.map(({ init, call }) => init + call)]))
  const floor = totals.get(emptyHandler) ?? []
  const [best] = peers.map(peer => totals.get(peer) ?? []).sort((a, b) => median(a) - median(b))
  const rows = [...measured].map(([row, starts]) => {
    const total = totals.get(row) ?? []
    const [low, high] = [0.25, 0.75].map(share => quantile(total, share).toFixed(0))
    return [
      row.name,
      median(starts.map(({ init }) => init)).toFixed(0),
      median(starts.map(({ call }) => call)).toFixed(1),
      median(total).toFixed(0),
      `${low} to ${high}`,
      pairedRatio(total, floor).toFixed(2),
      ...(best ? [pairedRatio(total, best).toFixed(2)] : []),
    ]
  })
  const head = ['ms', 'INIT', 'first call', 'both', 'quartiles', 'x empty', ...(best ? ['x best peer'] : [])]
  return table(head, rows)
}
