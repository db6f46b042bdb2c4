import { median, pairedRatio, quartiles } from '../local/soak/statistics.ts'
import { type ContainerStart, total } from './emulator-log.ts'
import type { Measured } from './rounds.ts'
import { table } from './table.ts'

const totals = ({ figures }: Measured<ContainerStart>) => figures.map(total)

/** The peer whose start takes the least, by the median; undefined when none was measured. */
function bestPeer(measured: readonly Measured<ContainerStart>[]): Measured<ContainerStart> | undefined {
  return measured
    .filter(({ kind }) => kind === 'peer')
    .toSorted((a, b) => median(totals(a)) - median(totals(b)))
    .at(0)
}

/** Writes the table of containers' starts, each compared with the empty handler and with the best peer of the same round. */
export function containerTable(measured: readonly Measured<ContainerStart>[]): string {
  const floor = measured.find(({ kind }) => kind === 'floor')
  const best = bestPeer(measured)
  const bases = [floor, best].filter(row => row !== undefined).map(totals)
  const hasLaunch = measured.every(({ figures }) => figures.every(({ launch }) => launch !== undefined))
  const rows = measured.map(row => [
    row.name,
    ...(hasLaunch ? [median(row.figures.map(({ launch = 0 }) => launch)).toFixed(0)] : []),
    median(row.figures.map(({ init }) => init)).toFixed(0),
    median(row.figures.map(({ call }) => call)).toFixed(1),
    median(totals(row)).toFixed(0),
    quartiles(totals(row)),
    ...bases.map(base => pairedRatio(totals(row), base).toFixed(2)),
  ])
  const head = [
    'ms',
    ...(hasLaunch ? ['launch'] : []),
    'INIT',
    'first call',
    'all',
    'quartiles',
    'x empty',
    ...(best ? ['x best peer'] : []),
  ]
  return table(head, rows)
}
