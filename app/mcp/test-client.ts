import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { serverInfo } from '../server-info.ts'
import { createMcp, type McpOptions } from './create-mcp.ts'
import { type Call, createCall } from './request-scope.ts'

interface TestClientOptions extends Partial<McpOptions>, Partial<Call> {
  /** Options of the SDK's client: capabilities, `versionNegotiation`. Default: the 2026 generation of the protocol. */
  client?: ClientOptions
}

/**
 * A connected client for the tests of a tool, in memory: the SDK's own client and the server's whole MCP side, without
 * socket, token or Lambda between them.
 *
 *     const client = await testClient({ tools: [ping] })
 *     const { content } = await client.callTool({ name: 'ping' })
 */
export async function testClient({ client: options, ...given }: TestClientOptions = {}): Promise<Client> {
  const mcp = createMcp({ info: serverInfo, stateKeys: () => ['0'.repeat(64)], ...given })
  const transport = new StreamableHTTPClientTransport(new URL('http://in-memory/mcp'), {
    fetch: (url, init) => {
      const request = new Request(url, init)
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
      return mcp.fetch(request, body, createCall(given))
    },
  })
  const client = new Client({ name: 'test', version: '0' }, options ?? { versionNegotiation: { mode: 'auto' } })
  await client.connect(transport)
  return client
}
