import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { bridgeAddresses, machineAddresses } from './addresses.ts'

const folder = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

/** Has `docker network inspect` print a text. */
function dockerSays(text: string): void {
  writeFileSync(join(folder, 'said'), text)
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\ncat '${join(folder, 'said')}'\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
}

const [ours = ''] = machineAddresses()
const bridge = (...Config: object[]) => [{ IPAM: { Config } }]

describe.skipIf(ours === '')('the address of this machine on the bridge is found where Docker', () => {
  test.each<[string, unknown]>([
    ['names the gateway', bridge({ Subnet: '203.0.113.0/24', Gateway: ours })],
    ['names it with the length of its prefix', bridge({ Gateway: `${ours}/16` })],
    ['names the subnet alone', bridge({ Subnet: `${ours}/24` })],
    ['names a subnet of its address alone', bridge({ Subnet: `${ours}/32` })],
    ['names IPv6 before it', bridge({ Subnet: 'fd00::/64', Gateway: 'fd00::1' }, { Subnet: `${ours}/32` })],
    ['names a gateway that is elsewhere before it', bridge({ Gateway: '203.0.113.1' }, { Gateway: ours })],
    ['names it twice', bridge({ Gateway: ours }, { Gateway: ours })],
  ])('%s', async (_how, said) => {
    dockerSays(JSON.stringify(said))
    const found = await bridgeAddresses()
    expect(found[0]).toBe(ours)
    expect(new Set(found).size).toBe(found.length)
  })
})

test.each<[string, string]>([
  ['nothing', ''],
  ['no network', '[]'],
  ['a network without addresses', JSON.stringify(bridge())],
  ['null for them', JSON.stringify([{ IPAM: { Config: null }, Options: null }])],
  ['null for all of it', JSON.stringify([{ IPAM: null }])],
  ['addresses of another machine', JSON.stringify(bridge({ Subnet: '203.0.113.0/24', Gateway: '203.0.113.1' }))],
  ['IPv6 alone', JSON.stringify(bridge({ Subnet: 'fd00::/64', Gateway: 'fd00::1' }))],
  ['loopback', JSON.stringify(bridge({ Subnet: '127.0.0.0/8', Gateway: '127.0.0.1' }))],
  ['no addresses', JSON.stringify(bridge({ Subnet: 'any/99', Gateway: '<no value>' }))],
  ['an interface that is not here', JSON.stringify([{ Options: { 'com.docker.network.bridge.name': 'none0' } }])],
  ['a sentence', 'Error: No such network: bridge'],
])('where Docker says %s, there is none', async (_what, said) => {
  dockerSays(said)
  expect(await bridgeAddresses()).toEqual([])
})
