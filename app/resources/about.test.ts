import { expect, test } from 'vitest'
import { testClient } from '../mcp/test-client.ts'
import { protocolVersions, serverInfo } from '../server-info.ts'
import { about } from './about.ts'

test('server://about tells name, version, stage and protocol versions', async () => {
  const client = await testClient({ resources: [about] })
  const { contents } = await client.readResource({ uri: 'server://about' })
  expect(contents).toMatchObject([{ uri: 'server://about', mimeType: 'application/json' }])
  expect(JSON.parse((contents[0] as { text: string }).text)).toEqual({
    name: serverInfo.name,
    version: serverInfo.version,
    stage: 'local',
    protocolVersions,
  })
})

test('the newest version it names is the one that the 2026 generation negotiates', async () => {
  const client = await testClient({ resources: [about] })
  expect(client.getNegotiatedProtocolVersion()).toBe(protocolVersions[0])
})
