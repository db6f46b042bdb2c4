import * as nanoid from 'nanoid'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/nanoid.ts'

export const load = defineTool({
  name: 'nanoid-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(nanoid)),
})
