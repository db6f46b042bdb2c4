import type { Kysely } from 'kysely'
import { defineTool } from '../../mcp/tool.ts'
import { postgres } from '../../servers/postgres.ts'

interface Tables {
  pg_type: { oid: number; typname: string }
}

export async function check(db: Kysely<Tables>) {
  await postgres()
  const query = db.selectFrom('pg_type').select('typname').where('oid', 'in', [16, 17]).orderBy('oid')
  return { sql: query.compile().sql, rows: await query.execute(), node: query.toOperationNode().kind }
}

export const run = defineTool({
  name: 'kysely-run',
  description: 'Builds a query and runs it on a Postgres in the process (PGlite) over pg.',
  async run() {
    const { Kysely, PostgresDialect } = await import('kysely')
    const { default: pg } = await import('pg')
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) })
    try {
      return JSON.stringify(await check(db))
    } finally {
      await db.destroy()
    }
  },
})
