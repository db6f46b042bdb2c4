import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { McpError } from '@modelcontextprotocol/sdk/types.js'
import * as z from 'zod'
import { defineTool } from '../../mcp/tool.ts'

interface Classes {
  Client: typeof Client
  InMemoryTransport: typeof InMemoryTransport
  McpServer: typeof McpServer
  McpError: typeof McpError
}

/** A client of another server, as a tool that forwards calls has it; with the schemas of the zod that this server uses. */
export async function check({ Client, InMemoryTransport, McpServer, McpError }: Classes) {
  const server = new McpServer({ name: 'inner', version: '1' })
  server.registerTool('double', { inputSchema: { n: z.number() } }, ({ n }) => ({
    content: [{ type: 'text', text: `${n * 2}` }],
  }))
  const [one, other] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'outer', version: '1' })
  await Promise.all([server.connect(one), client.connect(other)])
  const { tools } = await client.listTools()
  const { content } = await client.callTool({ name: 'double', arguments: { n: 21 } })
  const error = await client.readResource({ uri: 'none://' }).catch(error => error)
  await client.close()
  return {
    schema: tools[0]?.inputSchema,
    content,
    error: [error.constructor.name, error instanceof McpError, error.code],
  }
}

export const run = defineTool({
  name: 'modelcontextprotocol-sdk-run',
  description: 'Calls a tool of another server in memory, whose schema is of the same zod.',
  async run() {
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
    const { InMemoryTransport } = await import('@modelcontextprotocol/sdk/inMemory.js')
    const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js')
    const { McpError } = await import('@modelcontextprotocol/sdk/types.js')
    return JSON.stringify(await check({ Client, InMemoryTransport, McpServer, McpError }))
  },
})
