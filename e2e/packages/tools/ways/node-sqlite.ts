import { DatabaseSync } from 'node:sqlite'
import { defineTool } from '../../mcp/tool.ts'

const db = new DatabaseSync(':memory:')
db.exec('create table t (n integer)')
const insert = db.prepare('insert into t values (?)')

export const ways = defineTool({
  name: 'way-node-sqlite',
  description: "Opens Node's own SQLite while the module loads.",
  run() {
    insert.run(42)
    return JSON.stringify({
      rows: db.prepare('select distinct n from t').all(),
      open: db.isOpen,
      name: db.constructor.name,
    })
  },
})
