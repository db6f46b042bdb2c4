// This server's own parts, put together as their documentation has it: Koa and SDK 2, behind serverless-http.
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import Koa from 'koa'
import serverless from 'serverless-http'
import * as z from 'zod'

/** A handler with these tools, of which each takes a message. */
export function koa(tools) {
  const mcp = createMcpHandler(() => {
    const server = new McpServer({ name: 'peer', version: '1.0.0' })
    for (const { name, description, run } of tools) {
      server.registerTool(
        name,
        { description, inputSchema: z.object({ message: z.string().max(200).optional() }) },
        async ({ message }) => ({ content: [{ type: 'text', text: await run(message) }] }),
      )
    }
    return server
  })

  const app = new Koa()
  app.use(async ctx => {
    if (ctx.path !== '/mcp') return
    // serverless-http brings the body as a Buffer, and the headers without `rawHeaders`, which the SDK's adapter for Node's
    // requests would read.
    const { method, headers, body } = ctx.req
    const response = await mcp.fetch(new Request(ctx.href, { method, headers, body: body.length > 0 ? body : null }))
    ctx.status = response.status
    for (const [name, value] of response.headers) ctx.set(name, value)
    ctx.body = await response.text()
  })
  return serverless(app)
}
