import debug from 'debug'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/debug.ts'

export const load = defineTool({
  name: 'debug-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(debug)),
})
