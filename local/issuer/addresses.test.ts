import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machineAddresses } from 'lambda-local'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { issuerAddresses } from './addresses.ts'

const folder = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

test('without Docker, it is loopback', async () => {
  vi.stubEnv('PATH', folder)
  expect(await issuerAddresses()).toEqual(['127.0.0.1', '::1'])
})

const [ours = ''] = machineAddresses()

test.skipIf(ours === '')("with Docker, it is loopback and this machine's end of the bridge", async () => {
  const inspected = [{ IPAM: { Config: [{ Gateway: ours }] } }]
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho '${JSON.stringify(inspected)}'\n`, { mode: 0o755 })
  vi.stubEnv('PATH', folder)
  expect(await issuerAddresses()).toEqual(['127.0.0.1', '::1', ours])
})
