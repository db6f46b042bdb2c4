import { expect, test } from 'vitest'
import { pickTool } from './pick-tool.ts'

const harmless = { name: 'harmless', inputSchema: { required: [] }, annotations: { readOnlyHint: true } }
const open = { name: 'open', inputSchema: {}, annotations: { readOnlyHint: true } }
const asking = { name: 'asking', inputSchema: { required: ['city'] }, annotations: { readOnlyHint: true } }
const silent = { name: 'silent', inputSchema: {} }
const changing = { name: 'changing', inputSchema: {}, annotations: { readOnlyHint: false } }

test.each([
  ['the first that takes nothing and changes nothing', [asking, changing, open, harmless], open],
  ['one whose list of required arguments is empty', [silent, harmless], harmless],
  ['none that needs an argument', [asking], undefined],
  ['none that does not say that it changes nothing', [silent, changing], undefined],
  ['none where there are none', [], undefined],
])('picks %s', (_what, tools, picked) => {
  expect(pickTool(tools)).toBe(picked)
})
