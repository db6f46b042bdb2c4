import type * as Nanoid from 'nanoid'
import { defineTool } from '../../mcp/tool.ts'

export const check = ({ customAlphabet, customRandom, nanoid, urlAlphabet }: typeof Nanoid) => ({
  fixed: customRandom('abcdef', 10, size => new Uint8Array(size).map((_, index) => index * 7))(),
  fresh: [new Set([nanoid(), nanoid()]).size === 2, nanoid().length, /^[ab]{8}$/.test(customAlphabet('ab', 8)())],
  alphabet: urlAlphabet.length,
})

export const run = defineTool({
  name: 'nanoid-run',
  description: 'Makes one identifier from given bytes, and some that are random.',
  run: async () => JSON.stringify(check(await import('nanoid'))),
})
