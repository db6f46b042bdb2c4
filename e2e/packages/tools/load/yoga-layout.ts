import * as yoga from 'yoga-layout'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/yoga-layout.ts'

export const load = defineTool({
  name: 'yoga-layout-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(yoga)),
})
