import * as prettier from 'prettier'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/prettier.ts'

export const load = defineTool({
  name: 'prettier-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(prettier)),
})
