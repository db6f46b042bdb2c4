import { next } from '../../../lib/counter.ts'
import { defineTool } from '../../mcp/tool.ts'

// `once-here.ts` comes before this file, and has taken the first.
const mine = next()

export const ways = defineTool({
  name: 'way-once-there',
  description: 'The other tool of that module.',
  run: () => JSON.stringify({ mine, loads: globalThis.counterLoads }),
})
