import type * as Msgpackr from 'msgpackr'
import { defineTool } from '../../mcp/tool.ts'

export function check({ Packr, pack, unpack }: typeof Msgpackr) {
  const value = { a: 1, list: ['x', null, true], big: 2n ** 40n }
  const records = new Packr({ structuredClone: true })
  return {
    bytes: pack({ a: 1, b: 'text' }).toString('hex'),
    back: String(unpack(pack(value)).big),
    map: records.unpack(records.pack(new Map([[1, new Set(['a'])]]))) instanceof Map,
    name: records.constructor.name,
  }
}

export const run = defineTool({
  name: 'msgpackr-run',
  description: 'Packs and unpacks, by a native addon where there is one.',
  run: async () => JSON.stringify(check(await import('msgpackr'))),
})
