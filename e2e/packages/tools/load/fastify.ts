import Fastify from 'fastify'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/fastify.ts'

export const load = defineTool({
  name: 'fastify-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(Fastify)),
})
