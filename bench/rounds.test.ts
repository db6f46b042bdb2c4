import { expect, it } from 'vitest'
import { emptyHandler } from './candidates.ts'
import { inRounds, runChild } from './rounds.ts'

it('measures every row once a round, and drops the first round', async () => {
  const rows = ['a', 'b', 'c'].map(name => ({ name, kind: 'ours' as const }))
  let calls = 0
  const measured = await inRounds(rows, 3, () => ++calls)
  expect(measured.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  for (const { figures } of measured) {
    expect(figures).toHaveLength(3)
    expect(Math.min(...figures)).toBeGreaterThan(rows.length)
  }
})

const children = ['child-cold.mjs', 'child-warm.mjs', 'child-profile.mjs']

it.each(children)('%s prints figures of the right answer', child => {
  expect(runChild(child, emptyHandler, '', { calls: 1, warmUp: 0 })).toBeTypeOf('object')
})

it.each(children)('%s fails at any other answer', child => {
  const wrong = { ...emptyHandler, answer: 'pong' } as const
  expect(() => runChild(child, wrong, '', { calls: 1, warmUp: 0 })).toThrow('No "pong" came')
})
