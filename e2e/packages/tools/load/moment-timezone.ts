import moment from 'moment-timezone'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/moment-timezone.ts'

export const load = defineTool({
  name: 'moment-timezone-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(moment)),
})
