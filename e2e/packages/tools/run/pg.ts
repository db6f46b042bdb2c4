import type pg from 'pg'
import type { Pool } from 'pg'
import { defineTool } from '../../mcp/tool.ts'
import { postgres } from '../../servers/postgres.ts'

export async function check({ DatabaseError, types }: typeof pg, pool: Pool) {
  await postgres()
  const sql =
    "select $1::int + 1 as n, '2024-02-29'::date::text as day, '{1,2}'::int[] as list, '{\"a\":1}'::jsonb as json"
  const { rows, fields } = await pool.query(sql, [41])
  const error = await pool.query('select * from nowhere').catch(error => error)
  return {
    pool: pool.constructor.name,
    rows,
    types: fields.map(({ dataTypeID }) => Object.entries(types.builtins).find(([, id]) => id === dataTypeID)?.[0]),
    error: [error.constructor.name, error instanceof DatabaseError, error.code],
  }
}

export const run = defineTool({
  name: 'pg-run',
  description: 'Queries a Postgres in the process (PGlite) through a pool.',
  async run() {
    const { default: pg } = await import('pg')
    const pool = new pg.Pool()
    try {
      return JSON.stringify(await check(pg, pool))
    } finally {
      await pool.end()
    }
  },
})
