import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { protocolVersions, serverInfo } from '../app/server-info.ts'
import { node } from '../testing/processes.ts'
import { clients, useEverything } from './clients.ts'
import { type Running, transports } from './transports.ts'

describe.each(Object.entries(transports))('over %s', (_transport, start) => {
  let server: Running
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  describe.each(Object.entries(clients))('%s', (_name, connect) => {
    test('finds and uses everything that is offered', async () => {
      const client = await connect(server)
      await useEverything(client)
      await client.close()
    })

    test('gets each step of the progress', async () => {
      const client = await connect(server)
      const steps: number[] = []
      await client.withProgress('countdown', step => steps.push(step))
      expect(steps).toEqual([1, 2, 3])
      await client.close()
    })
  })

  test.each(['legacy', 'modern'])("the Inspector's command line lists and calls tools (%s)", async era => {
    const inspector = (...args: string[]) =>
      node([
        'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
        '--cli',
        ...['--server-url', `${server.url}/mcp`, '--transport', 'http', '--protocol-era', era],
        ...args,
      ]).ended
    const [listed, called] = await Promise.all([
      inspector('--method', 'tools/list'),
      inspector('--method', 'tools/call', '--tool-name', 'ping'),
    ])
    expect(listed, listed.stderr).toMatchObject({ code: 0 })
    expect(JSON.parse(listed.stdout)).toMatchObject({
      tools: [{ name: 'countdown' }, { name: 'delete-report' }, { name: 'ping' }, { name: 'whoami' }],
    })
    expect(JSON.parse(called.stdout)).toMatchObject({ content: [{ type: 'text', text: 'pong' }] })
  })
})

describe.each([
  ['http', transports.http],
  ['stream', transports.stream],
])('over %s', (_transport, start) => {
  test.each(Object.entries(clients))('%s gets progress before the tool has ended', async (_name, connect) => {
    const seen = Promise.withResolvers<void>()
    const gated = defineTool({
      name: 'gated',
      description: 'Ends when the caller has seen its progress.',
      async run(_args, { progress }) {
        await progress(1)
        await seen.promise
        return 'ended'
      },
    })
    await using server = await start({ mcp: createMcp({ info: serverInfo, tools: [gated] }) })
    const client = await connect(server)
    expect(await client.withProgress('gated', () => seen.resolve())).toMatchObject({ content: [{ text: 'ended' }] })
    await client.close()
  })
})

test('what server://about says of versions is what the handshake of 2025 accepts', async () => {
  await using server = await transports.http()
  for (const protocolVersion of protocolVersions.slice(1)) {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '0' } }
    const response = await fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    })
    expect(await response.text()).toContain(`"protocolVersion":"${protocolVersion}"`)
  }
})
