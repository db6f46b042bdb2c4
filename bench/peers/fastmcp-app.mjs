// fastmcp's class for edge runtimes, which is stateless and writes the protocol by hand, behind Hono's own adapter.
import { EdgeFastMCP } from 'fastmcp/edge'
import { handle } from 'hono/aws-lambda'
import { z } from 'zod'

/** A handler with these tools, of which each takes a message. */
export function fastmcp(tools) {
  const server = new EdgeFastMCP({ name: 'peer', version: '1.0.0', description: 'A peer' })
  for (const { name, description, run } of tools) {
    server.addTool({
      name,
      description,
      parameters: z.object({ message: z.string().max(200).optional() }),
      execute: async ({ message }) => run(message),
    })
  }
  return handle(server.getApp())
}
