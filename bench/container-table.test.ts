import { expect, it } from 'vitest'
import { type ContainerCandidate, emptyHandler, peers } from './candidates.ts'
import { containerTable } from './container-table.ts'
import type { ContainerStart } from './emulator-log.ts'

const ours = { name: 'server', event: {}, answer: 'pong' } as const
const [slow, fast] = peers
if (!slow || !fast) throw new Error('No two peers')

const twice = (init: number, call: number) => [
  { init, call },
  { init: init * 2, call: call * 2 },
]
const measured = new Map<ContainerCandidate, ContainerStart[]>([
  [emptyHandler, twice(9, 1)],
  [ours, twice(16, 4)],
  [slow, twice(90, 10)],
  [fast, twice(30, 10)],
])

it('compares INIT and the first call, together, with the empty handler and the best peer of the same round', () => {
  const server = containerTable(measured, peers.slice(0, 2)).split('\n')[3]
  const cells = server?.split('|').map(cell => cell.trim())
  expect(cells).toEqual(['', 'server', '24', '6.0', '30', '25 to 35', '2.00', '0.50', ''])
})

it('has no column of the best peer when none is installed', () => {
  expect(containerTable(measured, [])).not.toContain('best peer')
})
