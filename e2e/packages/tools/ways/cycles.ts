import { first } from '../../../lib/cycle-first.cjs'
import { even } from '../../../lib/even.mjs'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-cycles',
  description: 'Imports modules that import each other, ES modules and CommonJS.',
  run: async () => {
    const late = await import('../../../lib/early.mjs').catch(error => `${error.name}: ${error.message}`)
    return JSON.stringify({ even: [even(10), even(7)], first, late })
  },
})
