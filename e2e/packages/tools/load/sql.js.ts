import initSqlJs from 'sql.js'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/sql.js.ts'

const sqlJs = initSqlJs()

export const load = defineTool({
  name: 'sql.js-load',
  description: 'The same, compiled while the module loads.',
  run: async () => JSON.stringify(check(await sqlJs)),
})
