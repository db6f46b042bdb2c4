// The server of streaming.test.ts, bundled and frozen as the image's is: the fixtures' tools, and one that waits for the test.
import '../../app/zod-config.ts'
import * as z from 'zod'
import { deploymentOptions } from '../../app/lambda/deployment-options.ts'
import { createHandler, type Handler } from '../../app/lambda/handler.ts'
import { createStream, type StreamHandler } from '../../app/lambda/stream.ts'
import { createMcp } from '../../app/mcp/create-mcp.ts'
import { defineTool } from '../../app/mcp/tool.ts'
import { serverInfo } from '../../app/server-info.ts'
import * as tools from '../../testing/tools/index.ts'

export { warmUp } from '../../app/lambda/warm-up.ts'

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

let buffered: Handler | undefined
const handler: Handler = (event, context) => {
  buffered ??= createHandler(deploymentOptions(mcp))
  return buffered(event, context)
}

let streaming: StreamHandler | undefined
const stream: StreamHandler = (event, responseStream, context) => {
  streaming ??= createStream(deploymentOptions(mcp))
  return streaming(event, responseStream, context)
}

export const start = () => ({ handler, stream })
