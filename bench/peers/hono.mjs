// Hono and SDK 2, with the SDK's own Hono app, behind Hono's own adapter.
import { createMcpHonoApp } from '@modelcontextprotocol/hono'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { handle } from 'hono/aws-lambda'
import * as z from 'zod/v4'

const mcp = createMcpHandler(() => {
  const server = new McpServer({ name: 'peer', version: '1.0.0' })
  server.registerTool(
    'ping',
    { description: 'Answers pong', inputSchema: z.object({ message: z.string().max(200).optional() }) },
    async ({ message }) => ({ content: [{ type: 'text', text: message === undefined ? 'pong' : `pong: ${message}` }] }),
  )
  return server
})

const app = createMcpHonoApp({ allowedHosts: ['abcdef1234.execute-api.eu-west-1.amazonaws.com'] })
app.all('/mcp', c => mcp.fetch(c.req.raw, { parsedBody: c.get('parsedBody') }))

// An event stream is text; by itself the adapter would encode it.
export const handler = handle(app, { isContentTypeBinary: () => false })
