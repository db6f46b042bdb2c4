import type { Redis } from 'ioredis'
import { defineTool } from '../../mcp/tool.ts'
import { redis } from '../../servers/redis.ts'

export async function check(client: Redis) {
  await redis()
  await client.set('ioredis', '41')
  const error = await client
    .set('text', 'a')
    .then(() => client.incrby('text', 1))
    .catch(error => error)
  return {
    client: client.constructor.name,
    sum: await client.incrby('ioredis', 1),
    pipeline: await client.pipeline().get('ioredis').get('none').mget('ioredis', 'none').exec(),
    error: [error.name, error.constructor.name, error.message],
  }
}

export const run = defineTool({
  name: 'ioredis-run',
  description: 'Counts and pipelines on a loopback server.',
  async run() {
    const { Redis } = await import('ioredis')
    const client = new Redis(process.env.REDIS_URL ?? '', { lazyConnect: true })
    try {
      return JSON.stringify(await check(client))
    } finally {
      client.disconnect()
    }
  },
})
