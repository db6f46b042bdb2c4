import type * as Core from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type * as PgCore from 'drizzle-orm/pg-core'
import { defineTool } from '../../mcp/tool.ts'
import { postgres } from '../../servers/postgres.ts'

export async function check({ gt, sql }: typeof Core, { integer, pgTable, text }: typeof PgCore, db: NodePgDatabase) {
  await postgres()
  const books = pgTable('drizzle_books', { id: integer().primaryKey(), title: text().notNull() })
  await db.execute(sql`create table if not exists ${books} (id int primary key, title text not null)`)
  await db
    .insert(books)
    .values([
      { id: 1, title: 'One' },
      { id: 2, title: 'Two' },
    ])
    .onConflictDoNothing()
  const query = db.select({ title: books.title }).from(books).where(gt(books.id, 1))
  const error = await db
    .insert(books)
    .values({ id: 1, title: 'One' })
    .catch(error => error)
  return {
    db: db.constructor.name,
    sql: query.toSQL(),
    rows: await query,
    error: [error.constructor.name, error.cause.code],
  }
}

export const run = defineTool({
  name: 'drizzle-orm-run',
  description: 'Writes and reads rows of a Postgres in the process (PGlite) over pg.',
  async run() {
    const { drizzle } = await import('drizzle-orm/node-postgres')
    const db = drizzle(process.env.DATABASE_URL ?? '')
    try {
      return JSON.stringify(await check(await import('drizzle-orm'), await import('drizzle-orm/pg-core'), db))
    } finally {
      await db.$client.end()
    }
  },
})
