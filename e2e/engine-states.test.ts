import { dockerHost } from 'lambda-local'
import { expect, inject, test } from 'vitest'
import { issuerAddresses, reachIssuer } from '../local/issuer/addresses.ts'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { testLambda } from '../packages/lambda-local/tests/test-lambda.ts'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { docker } from './container.ts'
import { dockerInFront } from './docker-in-front.ts'

// What an engine says of its network, and whether calls are answered nonetheless. The engine itself is the real one.

const image = inject('image') ?? ''
const [real] = image === '' ? [] : JSON.parse(await docker('network', 'inspect', 'bridge').catch(() => '[]'))
const subnet: string = real?.IPAM.Config[0].Subnet ?? '172.17.0.0/16'
// Where no --bip says otherwise, the first address is the engine's.
const address = real?.IPAM.Config[0].Gateway ?? subnet.replace(/\.\d+\/\d+$/, '.1')
const saying = (IPAM: object | null) => ({ ...real, IPAM })

const states: [state: string, bridge: object | null, containers: number][] = [
  ['names its gateway', saying({ Config: [{ Subnet: subnet, Gateway: address }] }), 1],
  ['names its subnet alone, as at its first start', saying({ Config: [{ Subnet: subnet }] }), 1],
  ['names IPv6 first', saying({ Config: [{ Subnet: 'fd00::/64', Gateway: 'fd00::1' }, { Subnet: subnet }] }), 1],
  [
    'is elsewhere, as in a virtual machine',
    { ...saying({ Config: [{ Subnet: '203.0.113.0/24', Gateway: '203.0.113.1' }] }), Options: null },
    2,
  ],
  [
    'calls loopback its gateway',
    { ...saying({ Config: [{ Subnet: '127.0.0.0/8', Gateway: '127.0.0.1' }] }), Options: null },
    2,
  ],
  ['names nothing', { ...saying({ Config: null }), Options: null }, 2],
  ['has no such network', null, 2],
]

test.skipIf(image === '').each(states)(
  'where the engine %s, calls are answered',
  async (_state, bridge, containers) => {
    using front = dockerInFront(bridge)
    await using server = testLambda('app.handler', { host: dockerHost({ image }) })
    await server.start(2)
    const { payload } = await server.invoke(rpcEvent('tools/call', { name: 'ping' }))
    expect(JSON.parse(payload.toString())).toMatchObject({ statusCode: 200 })
    // Where the bridge is known, no container but the instances is started to find the way.
    const runs = front.commands().filter(([command]) => command === 'run')
    expect(runs).toHaveLength(containers + 1)
  },
)

test.skipIf(image === '').each(states.slice(0, 3))(
  'where the engine %s, a container reaches the issuer',
  async (_state, bridge) => {
    using _front = dockerInFront(bridge)
    await using issuer = await createIssuer({ port: 0, addresses: await issuerAddresses() })
    const script = `fetch('${issuer.url}/jwks').then(answer => console.log(answer.status))`
    expect(await docker('run', '--rm', ...reachIssuer, '--entrypoint', 'node', image, '-e', script)).toBe('200')
  },
)
