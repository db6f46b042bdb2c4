import * as nodeFetch from 'node-fetch'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/node-fetch.ts'

export const load = defineTool({
  name: 'node-fetch-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(nodeFetch)),
})
