import { createClient, LibsqlError } from '@libsql/client'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/libsql-client.ts'

const client = createClient({ url: ':memory:' })

export const load = defineTool({
  name: 'libsql-client-load',
  description: 'The same with a database made while the module loads.',
  run: async () => JSON.stringify(await check(client, LibsqlError)),
})
