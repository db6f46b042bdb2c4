import { expect, it } from 'vitest'
import { containerTable } from './container-table.ts'

const twice = (init: number, call: number) => [
  { launch: 2, init: init - 2, call },
  { launch: 4, init: (init - 2) * 2, call: call * 2 },
]
const ours = [
  { name: 'empty', kind: 'floor', figures: twice(9, 1) } as const,
  { name: 'server', kind: 'ours', figures: twice(16, 4) } as const,
]
const peers = [
  { name: 'slow', kind: 'peer', figures: twice(90, 10) } as const,
  { name: 'fast', kind: 'peer', figures: twice(30, 10) } as const,
]

it('compares launcher, INIT and the first call, together, with the empty handler and the best peer of the same round', () => {
  const server = containerTable([...ours, ...peers]).split('\n')[3]
  const cells = server?.split('|').map(cell => cell.trim())
  expect(cells).toEqual(['', 'server', '3', '21', '6.0', '30', '25 to 35', '2.00', '0.50', ''])
})

it('has no column of the best peer when none is installed', () => {
  expect(containerTable(ours)).not.toContain('best peer')
})
