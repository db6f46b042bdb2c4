import yargs from 'yargs'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/yargs.ts'

export const load = defineTool({
  name: 'yargs-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(yargs)),
})
