// fastmcp's class for edge runtimes, which is stateless and writes the protocol by hand, behind Hono's own adapter.
import { EdgeFastMCP } from 'fastmcp/edge'
import { handle } from 'hono/aws-lambda'
import { z } from 'zod'

const server = new EdgeFastMCP({ name: 'peer', version: '1.0.0', description: 'A peer' })
server.addTool({
  name: 'ping',
  description: 'Answers pong',
  parameters: z.object({ message: z.string().max(200).optional() }),
  execute: async ({ message }) => (message === undefined ? 'pong' : `pong: ${message}`),
})

export const handler = handle(server.getApp())
