import type { ClientOptions } from '@modelcontextprotocol/client'
import { expect, test } from 'vitest'
import * as catalog from './catalog.ts'
import { testClient } from './mcp/test-client.ts'
import { server } from './server.ts'

// Whatever server.ts says: a client understands it, and a release can be tried by it.

test('name and version are there', () => {
  expect(server.name).toMatch(/\S/)
  expect(server.version).toMatch(/\S/)
})

test('addresses are such that a client may load them', () => {
  const addresses = [server.websiteUrl, ...(server.icons ?? []).map(({ src }) => src)]
  for (const address of addresses) if (address !== undefined) expect(address).toMatch(/^(https?:\/\/[^\s/]+|data:\S+)/)
})

test('the tool that tries a release is offered', () => {
  const names = Object.values<{ name: string }>(catalog.tools).map(({ name }) => name)
  if (server.smokeTest !== undefined) expect(names).toContain(server.smokeTest.tool)
})

const generations: [string, ClientOptions][] = [
  ['2025-11-25', { versionNegotiation: { mode: 'legacy' } }],
  ['2026-07-28', { versionNegotiation: { mode: 'auto' } }],
]
test.each(generations)('every field reaches a client of %s', async (version, client) => {
  const info = {
    ...{ name: 'orders', version: '1.2.3', title: 'Orders', description: 'Looks up orders.' },
    ...{ websiteUrl: 'https://example.com', icons: [{ src: 'https://example.com/i.svg', sizes: ['any'] }] },
  }
  const connected = await testClient({ info, instructions: 'Look up the customer first.', client })
  expect(connected.getNegotiatedProtocolVersion()).toBe(version)
  expect(connected.getServerVersion()).toEqual(info)
  expect(connected.getInstructions()).toBe('Look up the customer first.')
})
