import type { LRUCache } from 'lru-cache'
import { defineTool } from '../../mcp/tool.ts'

export async function check(Cache: typeof LRUCache) {
  const left: string[] = []
  const cache = new Cache<string, number>({
    max: 2,
    dispose: (_value, key, reason) => void left.push(`${key} ${reason}`),
    fetchMethod: async key => key.length,
  })
  cache.set('a', 1).set('b', 2).set('c', 3)
  return {
    fetched: await cache.fetch('long'),
    left,
    keys: [...cache.keys()],
    name: cache.constructor.name,
    tag: cache[Symbol.toStringTag],
  }
}

export const run = defineTool({
  name: 'lru-cache-run',
  description: 'Forgets what was used least.',
  run: async () => JSON.stringify(await check((await import('lru-cache')).LRUCache)),
})
