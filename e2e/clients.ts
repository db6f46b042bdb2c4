import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { expect } from 'vitest'

/** What the SDKs' clients have in common, as far as the tests go. */
interface AnyClient {
  listTools(): Promise<{ tools: { name: string }[] }>
  callTool(call: { name: string; arguments?: Record<string, unknown> }): Promise<object>
  readResource(resource: { uri: string }): Promise<{ contents: object[] }>
  getPrompt(prompt: { name: string }): Promise<{ messages: object[] }>
  /** Calls a tool, and tells of each step when it arrives. */
  withProgress(name: string, tell: (progress: number) => void, args?: Record<string, unknown>): Promise<object>
  close(): Promise<void>
}

/** Connects to the server below whose address `/mcp` is. */
type Connect = (server: { url: string; token?: string }) => Promise<AnyClient>

const sdk1: Connect = async ({ url, token }) => {
  const client = new Client1({ name: 'sdk-1', version: '0' })
  await client.connect(new Transport1(new URL(`${url}/mcp`), authorized(token)) as Transport)
  return Object.assign(client, {
    withProgress: (name: string, tell: (progress: number) => void, args = {}) =>
      client.callTool({ name, arguments: args }, undefined, { onprogress: ({ progress }) => tell(progress) }),
  })
}

const sdk2 =
  (mode: 'legacy' | 'auto', version: string): Connect =>
  async ({ url, token }) => {
    const client = new Client({ name: 'sdk-2', version: '0' }, { versionNegotiation: { mode } })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), authorized(token)))
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    return Object.assign(client, {
      withProgress: (name: string, tell: (progress: number) => void, args = {}) =>
        client.callTool({ name, arguments: args }, { onprogress: ({ progress }) => tell(progress) }),
    })
  }

function authorized(token: string | undefined): { requestInit?: RequestInit } {
  return token === undefined ? {} : { requestInit: { headers: { Authorization: `Bearer ${token}` } } }
}

/** Every kind of client that is in use. */
export const clients = {
  'SDK 1.x': sdk1,
  'SDK 2.x, 2025-11-25': sdk2('legacy', '2025-11-25'),
  'SDK 2.x, 2026-07-28': sdk2('auto', '2026-07-28'),
}

/** Finds and uses everything that the fixtures offer. */
export async function useEverything(client: AnyClient): Promise<void> {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['countdown', 'delete-report', 'ping', 'whoami'])
  expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ type: 'text', text: 'pong' }] })
  expect(await client.readResource({ uri: 'server://about' })).toMatchObject({ contents: [{ uri: 'server://about' }] })
  expect(await client.getPrompt({ name: 'check-connection' })).toMatchObject({ messages: [{ role: 'user' }] })
}
