import { Redis } from 'ioredis'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ioredis.ts'

const client = new Redis(process.env.REDIS_URL ?? '', { lazyConnect: true })

export const load = defineTool({
  name: 'ioredis-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client)),
})
