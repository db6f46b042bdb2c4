import * as jose from 'jose'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/jose.ts'

export const load = defineTool({
  name: 'jose-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(jose)),
})
