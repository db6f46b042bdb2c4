import type { Knex } from 'knex'
import { defineTool } from '../../mcp/tool.ts'
import { postgres } from '../../servers/postgres.ts'

export async function check(db: Knex) {
  await postgres()
  const query = db
    .select({ n: db.raw('?? * 2', ['n']) })
    .from(db.raw('generate_series(1, 3) as n'))
    .orderBy('n', 'desc')
  const error = await db('nowhere')
    .first()
    .catch(error => error)
  return {
    sql: query.toString(),
    rows: await query,
    client: db.client.constructor.name,
    error: [error.name, error.code],
  }
}

export const run = defineTool({
  name: 'knex-run',
  description: 'Builds a query and runs it on a Postgres in the process (PGlite) over pg, which knex requires by name.',
  async run() {
    const { default: knex } = await import('knex')
    const db = knex({ client: 'pg', connection: process.env.DATABASE_URL ?? '' })
    try {
      return JSON.stringify(await check(db))
    } finally {
      await db.destroy()
    }
  },
})
