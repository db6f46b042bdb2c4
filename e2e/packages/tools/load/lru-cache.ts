import { LRUCache } from 'lru-cache'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/lru-cache.ts'

const cache = new LRUCache<string, number>({ max: 1, ttl: 60_000 })

export const load = defineTool({
  name: 'lru-cache-load',
  description: 'The same with one more cache made while the module loads.',
  run: async () => JSON.stringify(cache.set('a', 1).get('a') === 1 && (await check(LRUCache))),
})
