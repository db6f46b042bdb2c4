import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { describe, expect, test } from 'vitest'
import { createMcp } from '../app/mcp.ts'
import { protocolVersions, serverInfo } from '../app/server-info.ts'
import { defineTool } from '../app/tool.ts'
import { node } from './processes.ts'
import { type Running, transports } from './transports.ts'

/** What the SDKs' clients have in common, as far as these tests go. */
interface AnyClient {
  listTools(): Promise<{ tools: { name: string }[] }>
  callTool(call: { name: string; arguments?: Record<string, unknown> }): Promise<object>
  readResource(resource: { uri: string }): Promise<{ contents: object[] }>
  getPrompt(prompt: { name: string }): Promise<{ messages: object[] }>
  /** Calls a tool, and tells of each step when it arrives. */
  withProgress(name: string, tell: (progress: number) => void): Promise<object>
  close(): Promise<void>
}

async function sdk1({ url }: Running): Promise<AnyClient> {
  const client = new Client1({ name: 'sdk-1', version: '0' })
  await client.connect(new Transport1(new URL(`${url}/mcp`)) as Transport)
  return Object.assign(client, {
    withProgress: (name: string, tell: (progress: number) => void) =>
      client.callTool({ name, arguments: {} }, undefined, { onprogress: ({ progress }) => tell(progress) }),
  })
}

const sdk2 =
  (mode: 'legacy' | 'auto', version: string) =>
  async ({ url }: Running): Promise<AnyClient> => {
    const client = new Client({ name: 'sdk-2', version: '0' }, { versionNegotiation: { mode } })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)))
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    return Object.assign(client, {
      withProgress: (name: string, tell: (progress: number) => void) =>
        client.callTool({ name, arguments: {} }, { onprogress: ({ progress }) => tell(progress) }),
    })
  }

const clients = {
  'SDK 1.x': sdk1,
  'SDK 2.x, 2025-11-25': sdk2('legacy', '2025-11-25'),
  'SDK 2.x, 2026-07-28': sdk2('auto', '2026-07-28'),
}

describe.each(Object.entries(transports))('over %s', (_transport, start) => {
  describe.each(Object.entries(clients))('%s', (_name, connect) => {
    test('finds and uses everything that is offered', async () => {
      await using server = await start()
      const client = await connect(server)
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name)).toEqual(['countdown', 'delete-report', 'ping', 'whoami'])
      expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ type: 'text', text: 'pong' }] })
      expect(await client.readResource({ uri: 'server://about' })).toMatchObject({
        contents: [{ uri: 'server://about' }],
      })
      expect(await client.getPrompt({ name: 'check-connection' })).toMatchObject({ messages: [{ role: 'user' }] })
      await client.close()
    })

    test('gets each step of the progress', async () => {
      await using server = await start()
      const client = await connect(server)
      const steps: number[] = []
      await client.withProgress('countdown', step => steps.push(step))
      expect(steps).toEqual([1, 2, 3])
      await client.close()
    })
  })

  test.each(['legacy', 'modern'])("the Inspector's command line lists and calls tools (%s)", async era => {
    await using server = await start()
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

test.each(Object.entries(clients))('over http, %s gets progress before the tool has ended', async (_name, connect) => {
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
  await using server = await transports.http({ mcp: createMcp({ info: serverInfo, tools: [gated] }) })
  const client = await connect(server)
  expect(await client.withProgress('gated', () => seen.resolve())).toMatchObject({ content: [{ text: 'ended' }] })
  await client.close()
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
