import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { issuerAddresses } from './addresses.ts'

const folder = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

test('without Docker, it is loopback', async () => {
  vi.stubEnv('PATH', folder)
  expect(await issuerAddresses()).toEqual(['127.0.0.1', '::1'])
})

test("with Docker, it is loopback and this machine's end of the bridge", async () => {
  const bin = mkdtempSync(join(folder, 'bin-'))
  writeFileSync(join(bin, 'docker'), '#!/bin/sh\necho "172.17.0.1 "\n', { mode: 0o755 })
  vi.stubEnv('PATH', bin)
  expect(await issuerAddresses()).toEqual(['127.0.0.1', '::1', '172.17.0.1'])
})
