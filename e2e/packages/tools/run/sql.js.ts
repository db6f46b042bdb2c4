import type { SqlJsStatic } from 'sql.js'
import { defineTool } from '../../mcp/tool.ts'

export function check({ Database }: SqlJsStatic) {
  const db = new Database()
  db.run('create table t (n int); insert into t values (20), (22)')
  let error: unknown
  try {
    db.exec('select * from nowhere')
  } catch (thrown) {
    error = thrown
  }
  const result = { sums: db.exec('select sum(n) as sum from t'), size: db.export().length, error: String(error) }
  db.close()
  return result
}

export const run = defineTool({
  name: 'sql.js-run',
  description: 'Queries SQLite (WebAssembly, read from a file of its own).',
  async run() {
    const { default: initSqlJs } = await import('sql.js')
    return JSON.stringify(check(await initSqlJs()))
  },
})
