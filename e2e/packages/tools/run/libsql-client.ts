import type { Client, LibsqlError } from '@libsql/client'
import { defineTool } from '../../mcp/tool.ts'

export async function check(client: Client, Failure: typeof LibsqlError) {
  const { rows, columns } = await client.execute({ sql: 'select ? + 1 as n, upper(?) as word', args: [41, 'kia ora'] })
  const error = await client.execute('select * from nowhere').catch(error => error)
  return {
    client: client.constructor.name,
    columns,
    row: { ...rows[0] },
    error: [error.code, error instanceof Failure],
  }
}

export const run = defineTool({
  name: 'libsql-client-run',
  description: 'Queries a database in memory (a native addon by platform).',
  async run() {
    const { createClient, LibsqlError } = await import('@libsql/client')
    return JSON.stringify(await check(createClient({ url: ':memory:' }), LibsqlError))
  },
})
