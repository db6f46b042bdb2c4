import Handlebars from 'handlebars'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/handlebars.ts'

export const load = defineTool({
  name: 'handlebars-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(Handlebars)),
})
