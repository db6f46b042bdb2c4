import * as uuid from 'uuid'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/uuid.ts'

export const load = defineTool({
  name: 'uuid-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(uuid)),
})
