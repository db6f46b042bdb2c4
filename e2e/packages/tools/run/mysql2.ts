import type { Pool } from 'mysql2/promise'
import { defineTool } from '../../mcp/tool.ts'
import { mysql } from '../../servers/mysql.ts'

export async function check(pool: Pool) {
  await mysql()
  const [rows, fields] = await pool.query('select ? as id', [7])
  const error = await pool.query('select * from missing').catch(error => error)
  return {
    pool: pool.constructor.name,
    rows,
    fields: fields.map(field => [field.name, field.type]),
    error: [error.code, error.errno, error.sqlMessage],
  }
}

export const run = defineTool({
  name: 'mysql2-run',
  description: "Queries a loopback server, which is mysql2's own, through a pool.",
  async run() {
    const { createPool } = await import('mysql2/promise')
    const pool = createPool(process.env.MYSQL_URL ?? '')
    try {
      return JSON.stringify(await check(pool))
    } finally {
      await pool.end()
    }
  },
})
