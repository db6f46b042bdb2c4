// The shape of AWS's sample of a stateless server: Express and SDK 1.x, a server and a transport for each request. There it
// listens on a port behind the Lambda Web Adapter; here it is a handler, which starts faster.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import express from 'express'
import serverless from 'serverless-http'
import * as z from 'zod/v4'

function createServer() {
  const server = new McpServer({ name: 'peer', version: '1.0.0' })
  server.registerTool(
    'ping',
    { description: 'Answers pong', inputSchema: { message: z.string().max(200).optional() } },
    async ({ message }) => ({ content: [{ type: 'text', text: message === undefined ? 'pong' : `pong: ${message}` }] }),
  )
  return server
}

const app = express()
app.use(express.json())
app.post('/mcp', async (req, res) => {
  const server = createServer()
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true })
  res.on('close', () => {
    transport.close()
    server.close()
  })
  await server.connect(transport)
  await transport.handleRequest(req, res, req.body)
})

export const handler = serverless(app, {
  // The adapter leaves these empty, and the SDK reads no others.
  request(req) {
    req.rawHeaders = Object.entries(req.headers).flatMap(([name, value]) => [name, String(value)])
  },
})
