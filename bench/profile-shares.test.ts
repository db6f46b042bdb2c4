import { expect, it } from 'vitest'
import { besideEachOther, shares, shareTable } from './profile-shares.ts'

const frame = (functionName: string, url = '') => ({ functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 })

/** Four samples of 10 us: the root, zod, `JSON.parse` called by zod, and the collector. */
const profile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 4] },
    { id: 2, callFrame: frame('parse', '/bundle.cjs'), children: [3] },
    { id: 3, callFrame: frame('JSON.parse') },
    { id: 4, callFrame: frame('(garbage collector)') },
  ],
  startTime: 0,
  endTime: 40,
  samples: [1, 2, 3, 4],
  timeDeltas: [0, 10, 10, 10, 10],
}
const sourceOf = () => '../node_modules/zod/v4/core/parse.js'

it("counts what runs in V8 for its caller, by the caller's source", () => {
  const found = shares(profile, 2, sourceOf)
  expect(Object.fromEntries(found)).toEqual({ zod: 10, 'collecting garbage': 5, 'V8 and Node, compiled': 5 })
})

it('lists the largest part of both generations first, and the sum last', () => {
  const both = besideEachOther(
    new Map([['zod', 10]]),
    new Map([
      ['MCP SDK', 30],
      ['zod', 10],
    ]),
  )
  expect(both.map(({ part }) => part)).toEqual(['MCP SDK', 'zod'])
  expect(shareTable(both).split('\n').at(-1)).toMatch(/together +\| +10 \| 100 % \| +40 \| 100 %/)
})
