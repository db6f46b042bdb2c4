import type workerpool from 'workerpool'
import { defineTool } from '../../mcp/tool.ts'

export async function check(module: typeof workerpool, pool: workerpool.Pool) {
  const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2))
  const slow = pool.exec('loop', []).timeout(100)
  const error = await slow.catch(error => error)
  return {
    sum: await pool.exec((a: number, b: number) => a + b, [20, 22]),
    // The text of a function goes over, and so has to be what the source says.
    text: await pool.exec(`${fibonacci}`.includes('fibonacci') ? 'run' : 'none', ['n => n * 2', [21]]),
    late: [error.name, error instanceof module.Promise.TimeoutError],
  }
}

export const run = defineTool({
  name: 'workerpool-run',
  description: 'Sends the text of a function to a worker of its own, and ends one that is late.',
  async run() {
    const { default: workerpool } = await import('workerpool')
    const pool = workerpool.pool(new URL('../workers/pool.mjs', import.meta.url).pathname, {
      maxWorkers: 1,
      workerType: 'thread',
    })
    try {
      return JSON.stringify(await check(workerpool, pool))
    } finally {
      await pool.terminate()
    }
  },
})
