import ejs from 'ejs'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ejs.ts'

export const load = defineTool({
  name: 'ejs-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(ejs)),
})
