import winston from 'winston'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/winston.ts'

winston.addColors({ loud: 'red' })

export const load = defineTool({
  name: 'winston-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(winston)),
})
