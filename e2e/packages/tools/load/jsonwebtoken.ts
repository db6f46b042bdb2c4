import jwt from 'jsonwebtoken'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/jsonwebtoken.ts'

export const load = defineTool({
  name: 'jsonwebtoken-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(jwt)),
})
