// Vercel's mcp-handler in a route of Hono, which its documentation names, behind Hono's own adapter.
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { createMcpHandler } from 'mcp-handler'
import { z } from 'zod'

const mcp = createMcpHandler(server => {
  server.registerTool(
    'ping',
    { description: 'Answers pong', inputSchema: z.object({ message: z.string().max(200).optional() }) },
    async ({ message }) => ({ content: [{ type: 'text', text: message === undefined ? 'pong' : `pong: ${message}` }] }),
  )
})

const app = new Hono()
app.all('/mcp', c => mcp(c.req.raw))

// An event stream is text; by itself the adapter would encode it.
export const handler = handle(app, { isContentTypeBinary: () => false })
