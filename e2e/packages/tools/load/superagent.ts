import superagent from 'superagent'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/superagent.ts'

export const load = defineTool({
  name: 'superagent-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(superagent)),
})
