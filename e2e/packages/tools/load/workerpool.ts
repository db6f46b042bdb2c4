import workerpool from 'workerpool'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/workerpool.ts'

const file = `${import.meta.dirname}/../workers/pool.mjs`
const pool = workerpool.pool(file, { maxWorkers: 1, workerType: 'thread' })

export const load = defineTool({
  name: 'workerpool-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(workerpool, pool)),
})
