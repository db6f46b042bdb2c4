import pug from 'pug'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/pug.ts'

export const load = defineTool({
  name: 'pug-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(pug)),
})
