import * as immer from 'immer'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/immer.ts'

export const load = defineTool({
  name: 'immer-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(immer)),
})
