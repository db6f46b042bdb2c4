import { hash, verify } from '@node-rs/argon2'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/node-rs-argon2.ts'

export const load = defineTool({
  name: 'node-rs-argon2-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(hash, verify)),
})
