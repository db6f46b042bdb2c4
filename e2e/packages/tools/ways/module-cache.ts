import { createRequire } from 'node:module'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)

export const ways = defineTool({
  name: 'way-module-cache',
  description: 'Forgets a CommonJS module and requires it anew, and imports an ES module anew by a query.',
  async run() {
    const path = require.resolve('../../../lib/reloaded.cjs')
    const one = require(path)
    delete require.cache[path]
    const two = require(path)
    const plain = await import('../../../lib/stamp.mjs')
    // @ts-expect-error: the query is no part of the name
    const fresh = await import('../../../lib/stamp.mjs?again')
    return JSON.stringify({
      anew: one !== two,
      loads: two.loads - one.loads,
      children: two.children,
      query: plain.stamp !== fresh.stamp,
      search: fresh.search,
    })
  },
})
