import Database from 'better-sqlite3'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/better-sqlite3.ts'

const db = new Database(':memory:')

export const load = defineTool({
  name: 'better-sqlite3-load',
  description: 'The same with a database made while the module loads.',
  run: () => JSON.stringify(check(Database.SqliteError, db)),
})
