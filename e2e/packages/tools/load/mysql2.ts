import mysql from 'mysql2/promise'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/mysql2.ts'

const pool = mysql.createPool({ uri: process.env.MYSQL_URL ?? '', connectionLimit: 1 })

export const load = defineTool({
  name: 'mysql2-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(pool)),
})
