import * as dateFns from 'date-fns'
import { de } from 'date-fns/locale'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/date-fns.ts'

export const load = defineTool({
  name: 'date-fns-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(dateFns, de)),
})
