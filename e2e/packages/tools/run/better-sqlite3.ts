import type Database from 'better-sqlite3'
import { defineTool } from '../../mcp/tool.ts'

export function check(SqliteError: typeof Database.SqliteError, db: Database.Database) {
  db.exec('create table if not exists t (id integer primary key, name text)')
  db.function('double', (value: number) => value * 2)
  db.prepare('insert or ignore into t values (?, ?)').run(1, 'Ōtautahi')
  let error: unknown
  try {
    db.exec('insert into t values (1, 1)')
  } catch (thrown) {
    error = thrown
  }
  return {
    db: db.constructor.name,
    row: db.prepare('select *, double(id) as twice, upper(name) as upper from t').get(),
    bytes: db.serialize().subarray(0, 15).toString(),
    error: error instanceof SqliteError && [error.name, error.code],
  }
}

export const run = defineTool({
  name: 'better-sqlite3-run',
  description: 'Queries a database in memory, with a function of its own (a native addon).',
  async run() {
    const { default: Database, SqliteError } = await import('better-sqlite3')
    return JSON.stringify(check(SqliteError, new Database(':memory:')))
  },
})
