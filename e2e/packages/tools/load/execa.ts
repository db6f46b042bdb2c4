import { execa } from 'execa'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/execa.ts'

export const load = defineTool({
  name: 'execa-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(execa)),
})
