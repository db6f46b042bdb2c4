import { expect, test } from 'vitest'
import { createTtlCache } from './ttl-cache.ts'

test('a value is there until its time is over, and a new one has a time of its own', () => {
  let now = 0
  const cache = createTtlCache<string>(100, () => now)
  cache.set('key', 'old')
  now = 99
  expect(cache.get('key')).toBe('old')
  cache.set('key', 'new')
  now = 198
  expect(cache.get('key')).toBe('new')
  now = 199
  expect(cache.get('key')).toBeUndefined()
})

test('the oldest goes when there are a thousand', () => {
  const cache = createTtlCache<number>(100, () => 0)
  for (let i = 0; i <= 1000; i++) cache.set(`key ${i}`, i)
  expect(cache.get('key 0')).toBeUndefined()
  expect(cache.get('key 1')).toBe(1)
  expect(cache.get('key 1000')).toBe(1000)
})
