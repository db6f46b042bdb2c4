import { got } from 'got'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/got.ts'

const client = got.extend({ headers: { 'user-agent': 'matrix' } })

export const load = defineTool({
  name: 'got-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client)),
})
