import * as z from 'zod'
import { defineTool } from '../../app/mcp/tool.ts'

export const whoami = defineTool({
  name: 'whoami',
  title: 'Who am I',
  description: 'Tells whom the server takes the caller for: the identity behind the access token, or anonymous.',
  output: z.object({
    principal: z.string(),
    authenticated: z.boolean(),
    clientId: z.string().optional(),
    scopes: z.array(z.string()),
    claims: z.record(z.string(), z.unknown()).optional(),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: (_args, { identity }) => identity,
})
