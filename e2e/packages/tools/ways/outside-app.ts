import cjs from '../../../lib/plain.cjs'
import { kind as js } from '../../../lib/plain.js'
import named, { kind as mjs } from '../../../lib/plain.mjs'
import { kind as ts } from '../../../lib/plain.ts'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-outside-app',
  description: 'Imports files of every kind from outside app/.',
  run: async () => {
    const later = await import('../../../lib/plain.mjs')
    return JSON.stringify({ js, mjs, cjs: cjs.kind, ts, name: named.name, same: later.default === named })
  },
})
