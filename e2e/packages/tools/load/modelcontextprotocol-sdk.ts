import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { McpError } from '@modelcontextprotocol/sdk/types.js'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/modelcontextprotocol-sdk.ts'

export const load = defineTool({
  name: 'modelcontextprotocol-sdk-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check({ Client, InMemoryTransport, McpServer, McpError })),
})
