import * as redis from 'redis'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/redis.ts'

const client = redis.createClient({ url: process.env.REDIS_URL ?? 'redis://unset', RESP: 2 })

export const load = defineTool({
  name: 'redis-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(redis, client as unknown as Parameters<typeof check>[1])),
})
