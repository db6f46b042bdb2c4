import * as luxon from 'luxon'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/luxon.ts'

export const load = defineTool({
  name: 'luxon-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(luxon)),
})
