import * as fflate from 'fflate'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/fflate.ts'

export const load = defineTool({
  name: 'fflate-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(fflate)),
})
