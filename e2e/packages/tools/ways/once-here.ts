import { createRequire } from 'node:module'
import { latest, next, Shared, set } from '../../../lib/counter.ts'
import * as again from '../../../lib/counter-again.ts'
import { defineTool } from '../../mcp/tool.ts'

next()

export const ways = defineTool({
  name: 'way-once-here',
  description: 'Shares a module with another tool, and follows its live bindings through files that export them again.',
  async run() {
    set('first')
    const seen = [latest, again.latest, again.renamed]
    set('second')
    const later = await import('../../../lib/counter.ts')
    const required = createRequire(import.meta.url)('../../../lib/counter.ts')
    return JSON.stringify({
      loads: globalThis.counterLoads,
      seen,
      after: [latest, again.latest, again.renamed, later.latest, required.latest],
      one: [later.Shared === Shared, again.Shared === Shared, required.Shared === Shared],
      namespace: [
        Object.keys(again),
        Object.prototype.toString.call(again),
        Object.isExtensible(again),
        Reflect.set(again, 'latest', 'x'),
      ],
    })
  },
})
