import twilio from 'twilio'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/twilio.ts'

export const load = defineTool({
  name: 'twilio-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(twilio)),
})
