import bcrypt from 'bcrypt'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/bcrypt.ts'

export const load = defineTool({
  name: 'bcrypt-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(bcrypt)),
})
