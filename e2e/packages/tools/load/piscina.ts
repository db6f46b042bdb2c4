import { Piscina } from 'piscina'
import { defineTool } from '../../mcp/tool.ts'
import { check, worker } from '../run/piscina.ts'

const pool = new Piscina({ filename: worker, minThreads: 0, maxThreads: 1 })

export const load = defineTool({
  name: 'piscina-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(pool)),
})
