import { expect, test } from 'vitest'
import { Figures } from './figures.ts'

const outcome = (kind: string, latencyMs: number, clean = true, tool = 'ping') => ({ kind, latencyMs, clean, tool })

test('kinds are counted, the most frequent first, and latencies are those of pings that were answered', () => {
  const figures = new Figures()
  for (const ms of [10, 20, 30]) figures.add(outcome('answered', ms))
  figures.add(outcome('answered', 900, true, 'countdown'))
  figures.add(outcome('gateway 502', 5000))
  expect(figures.lines()).toEqual([
    '       4  answered',
    '       1  gateway 502',
    '  a ping took 20 ms (p50), 30 ms (p99), 30 ms (the longest)',
  ])
  expect(figures).toMatchObject({ calls: 5, answered: 4, clean: true })
})

test('one call that must not be is enough', () => {
  const figures = new Figures()
  figures.add(outcome('answered', 1))
  figures.add(outcome('hung', 40_000, false))
  expect(figures.clean).toBe(false)
})

test('without an answer there is no latency', () => {
  const figures = new Figures()
  figures.add(outcome('gateway 502', 1))
  expect(figures.lines()).toEqual(['       1  gateway 502'])
})
