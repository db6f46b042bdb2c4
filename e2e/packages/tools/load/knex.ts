import knex from 'knex'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/knex.ts'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL ?? '', pool: { min: 0, max: 1 } })

export const load = defineTool({
  name: 'knex-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(db)),
})
