import { defineTool } from '../../mcp/tool.ts'

// The build has none, which is no reason to refuse the tool.
const greeting = process.env.GREETING
if (greeting === undefined) throw new Error('Set GREETING')

export const ways = defineTool({
  name: 'way-required-environment',
  description: 'Throws while the module loads unless the environment has what it needs.',
  run: () => JSON.stringify({ greeting }),
})
