import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-worker',
  description:
    'Starts workers from a file beside the tool, which imports a package, zod and the server’s own files, and from text.',
  async run() {
    const worker = new Worker(new URL('../workers/echo.ts', import.meta.url), {
      workerData: { n: 20 },
      env: { GREETING: 'of the worker' },
    })
    const [answer] = await once(worker, 'message')
    worker.postMessage('more')
    const [more] = await once(worker, 'message')
    await worker.terminate()
    const text = new Worker("require('node:worker_threads').parentPort.postMessage(require('lodash').sum([20, 22]))", {
      eval: true,
    })
    const [sum] = await once(text, 'message')
    const failing = new Worker(new URL('../workers/fails.ts', import.meta.url))
    const [error] = await once(failing, 'error')
    const { port1 } = new MessageChannel()
    port1.close()
    return JSON.stringify({ answer, more, sum, error: [error.name, error.message] })
  },
})
