import type * as Redis from 'redis'
import { defineTool } from '../../mcp/tool.ts'
import { redis } from '../../servers/redis.ts'

export async function check({ SimpleError }: typeof Redis, client: ReturnType<typeof Redis.createClient>) {
  await redis()
  if (!client.isOpen) await client.connect()
  await client.set('redis', '41')
  await client.set('word', 'a')
  const error = await client.incrBy('word', 1).catch(error => error)
  return {
    sum: await client.incrBy('redis', 1),
    values: await client.mGet(['redis', 'none']),
    error: [error.constructor.name, error instanceof SimpleError, error.message],
  }
}

export const run = defineTool({
  name: 'redis-run',
  description: 'Counts on a loopback server.',
  async run() {
    const redis = await import('redis')
    const client = redis.createClient({ url: process.env.REDIS_URL ?? '', RESP: 2 })
    try {
      return JSON.stringify(await check(redis, client as unknown as Parameters<typeof check>[1]))
    } finally {
      client.destroy()
    }
  },
})
