import { expect, it } from 'vitest'
import { chart } from './chart.ts'
import type { Measured } from './rounds.ts'

const row = (name: string, kind: Measured<never>['kind'], init: number, call: number) => ({
  name,
  kind,
  figures: [{ launch: 4, init: init - 4, call }],
})

const drawn = chart({
  about: [],
  fiveTools: [],
  starts: [row('a & b, 2025-11-25', 'peer', 80, 20), row('server', 'ours', 40, 10), row('empty', 'floor', 24, 1)],
})

it('draws the shortest on top, with what it takes beside it', () => {
  const texts = [...drawn.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).slice(4)
  expect(texts).toEqual(['empty', '25 ms', 'server', '50 ms · 2.0 x', 'a &amp; b', '100 ms · 4.0 x'])
})

it('draws bars in proportion, of INIT within those of both', () => {
  const widths = [...drawn.matchAll(/<rect x="250"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width))
  expect(widths).toEqual([125, 120, 250, 200, 500, 400])
})

it('says in words what it shows', () => {
  expect(drawn).toContain('<desc id="desc">empty 25 ms, server 50 ms, a &amp; b 100 ms.</desc>')
})
