import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/kysely.ts'

const db = new Kysely<Parameters<typeof check>[0] extends Kysely<infer T> ? T : never>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ max: 1 }) }),
})

export const load = defineTool({
  name: 'kysely-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(db)),
})
