import type { Piscina } from 'piscina'
import { defineTool } from '../../mcp/tool.ts'

export const worker = new URL('../workers/sum.ts', import.meta.url).href

export async function check(pool: Piscina) {
  const sums = await Promise.all([pool.run({ a: 20, b: 22 }), pool.run({ a: 1, b: 2 })])
  const error = await pool.run({ a: 'x' }).catch(error => error)
  return { sums, error: [error.name, error.message], pool: pool.constructor.name }
}

export const run = defineTool({
  name: 'piscina-run',
  description: 'Adds in worker threads, whose file is beside the tool and imports zod and a package.',
  async run() {
    const { Piscina } = await import('piscina')
    const pool = new Piscina({ filename: worker, maxThreads: 1 })
    try {
      return JSON.stringify(await check(pool))
    } finally {
      await pool.destroy()
    }
  },
})
