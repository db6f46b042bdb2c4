import * as msgpackr from 'msgpackr'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/msgpackr.ts'

export const load = defineTool({
  name: 'msgpackr-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(msgpackr)),
})
