import * as core from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import * as pgCore from 'drizzle-orm/pg-core'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/drizzle-orm.ts'

const db = drizzle(process.env.DATABASE_URL ?? '')

export const load = defineTool({
  name: 'drizzle-orm-load',
  description: 'The same with a database made while the module loads.',
  run: async () => JSON.stringify(await check(core, pgCore, db)),
})
