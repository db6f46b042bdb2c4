import * as z from 'zod'
import { createMcp, type Mcp } from '../../app/mcp/create-mcp.ts'
import { defineTool } from '../../app/mcp/tool.ts'
import { serverInfo } from '../../app/server-info.ts'
import { ping } from '../../testing/tools/ping.ts'

const throws = defineTool({
  name: 'throws',
  description: 'Fails.',
  run: () => {
    throw new Error('password=hunter2')
  },
})
const breaks = defineTool({
  name: 'breaks',
  description: 'Breaks its own output schema.',
  output: z.object({ pages: z.number() }),
  run: () => ({ pages: 'many' as unknown as number }),
})

/** One tool that works and two that do not. */
export const badInput = (): Mcp => createMcp({ info: serverInfo, tools: [ping, throws, breaks] })
