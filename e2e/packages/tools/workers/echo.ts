import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import lodash from 'lodash'
import * as z from 'zod'
import { defineTool, ToolError } from '../../mcp/tool.ts'

const tool = defineTool({
  name: 'inner',
  description: 'inner',
  input: z.object({ n: z.number() }),
  run: ({ n }) => `${n}`,
})
const { n } = tool.input.parse(workerData) as { n: number }

parentPort?.postMessage({
  main: isMainThread,
  sum: lodash.sum([n, 22]),
  error: new ToolError('inner').name,
  greeting: process.env.GREETING,
  file: import.meta.url.split('/').slice(-3).join('/'),
})
parentPort?.on('message', text => parentPort?.postMessage(`${text}, please`))
