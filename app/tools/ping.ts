import * as z from 'zod'
import { defineTool } from '../mcp/tool.ts'

export const ping = defineTool({
  name: 'ping',
  title: 'Ping',
  description: 'Answers "pong". Shows that the server can be reached and that a call gets through.',
  input: z.object({
    message: z.string().max(200).optional().describe('Comes back behind the pong.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: ({ message }) => (message === undefined ? 'pong' : `pong: ${message}`),
})
