import * as undici from 'undici'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/undici.ts'

const agent = new undici.Agent({ connections: 1 })

export const load = defineTool({
  name: 'undici-load',
  description: 'The same with an agent made while the module loads.',
  run: async () => JSON.stringify(await check(undici, agent)),
})
