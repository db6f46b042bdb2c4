// The server of streaming.test.ts, bundled and frozen as the shipped one is: its tools, and one that waits for the test.
import '../../app/zod-config.ts'
import * as z from 'zod'
import { streamsAdapter, streamsStreamAdapter } from '../../app/adapters/streams.ts'
import { createShippedHandler } from '../../app/lambda.ts'
import { createMcp } from '../../app/mcp.ts'
import { serverInfo } from '../../app/server-info.ts'
import { createShippedStream } from '../../app/stream.ts'
import { defineTool } from '../../app/tool.ts'
import * as tools from '../../app/tools/index.ts'

const gated = defineTool({
  name: 'gated',
  description: 'Reports three steps, and goes on from each when the gate has opened.',
  input: z.object({ gate: z.url() }),
  async run({ gate }, { progress, signal }) {
    for (let step = 1; step <= 3; step++) {
      await progress(step, 3)
      await fetch(gate, { signal })
    }
    return 'ended'
  },
})

const mcp = createMcp({ info: serverInfo, tools: [gated, ...Object.values(tools)] })

export const handler = createShippedHandler({ mcp })
export const stream = createShippedStream({ mcp })
export const freeze = async () => ({
  handler: createShippedHandler({ mcp, adapter: streamsAdapter }),
  stream: createShippedStream({ mcp, adapter: streamsStreamAdapter }),
})
