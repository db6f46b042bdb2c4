import pg, { Pool } from 'pg'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/pg.ts'

// By PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.
const pool = new Pool({ max: 1 })

export const load = defineTool({
  name: 'pg-load',
  description: 'The same with a pool made while the module loads, by the variables that pg reads itself.',
  run: async () => JSON.stringify(await check(pg, pool)),
})
