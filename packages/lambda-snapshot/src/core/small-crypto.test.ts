import { expect, test } from 'vitest'
import { crypto as small } from './small-crypto.ts'

test('draws UUIDs of version 4, each another', () => {
  const drawn = Array.from({ length: 1000 }, () => small.randomUUID())
  expect(new Set(drawn).size).toBe(1000)
  for (const uuid of drawn)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test("has everything else from Node's", async () => {
  expect(small.subtle).toBe(crypto.subtle)
  expect(small.getRandomValues(new Uint8Array(8))).toHaveLength(8)
  const digest = await small.subtle.digest('SHA-256', new TextEncoder().encode('abc'))
  expect(Buffer.from(digest).toString('hex')).toMatch(/^ba7816bf/)
  expect('subtle' in small && !('missing' in small)).toBe(true)
  expect(Reflect.get(small, 'missing')).toBeUndefined()
})
