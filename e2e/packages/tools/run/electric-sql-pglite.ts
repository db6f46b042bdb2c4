import type { PGlite } from '@electric-sql/pglite'
import { defineTool } from '../../mcp/tool.ts'

export async function check(db: PGlite) {
  const { rows } = await db.query('select md5($1) as md5, to_tsvector($2)::text as words', [
    'matrix',
    'packages and tools',
  ])
  const error = await db.query('select 1/0').catch(error => error)
  return { db: db.constructor.name, rows, error: [error.name, error.code] }
}

export const run = defineTool({
  name: 'electric-sql-pglite-run',
  description: 'Hashes and splits text in Postgres (WebAssembly, and files of its own).',
  async run() {
    const { PGlite } = await import('@electric-sql/pglite')
    const db = await PGlite.create()
    try {
      return JSON.stringify(await check(db))
    } finally {
      await db.close()
    }
  },
})
