import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'

test('it listens on one port, at each address', async () => {
  await using listening = await listen(['127.0.0.1', '::1'], 0)
  expect(listening.port).toBeGreaterThan(0)
  for (const server of listening.servers) {
    expect((server.address() as AddressInfo).port).toBe(listening.port)
  }
})

test('an address that is not of this machine is left out', async () => {
  await using listening = await listen(['127.0.0.1', '203.0.113.1'], 0) // Nobody's: RFC 5737.
  expect(listening.servers).toHaveLength(1)
})

test('where it cannot listen it says so, and leaves nothing open', async () => {
  const { port, [Symbol.asyncDispose]: close } = await listen(['127.0.0.1'], 0)
  await close()
  await expect(listen(['127.0.0.1', '127.0.0.1'], port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await using free = await listen(['127.0.0.1'], port)
  expect(free.port).toBe(port)
})
