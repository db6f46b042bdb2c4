import { PGlite } from '@electric-sql/pglite'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/electric-sql-pglite.ts'

const db = new PGlite()

export const load = defineTool({
  name: 'electric-sql-pglite-load',
  description: 'The same with a database that starts while the module loads.',
  run: async () => JSON.stringify(await check(db)),
})
