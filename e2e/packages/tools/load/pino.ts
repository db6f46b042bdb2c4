import { pino } from 'pino'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/pino.ts'

const logger = pino({ level: process.env.PINO_LEVEL ?? 'silent' })

export const load = defineTool({
  name: 'pino-load',
  description: 'The same, with one more logger made while the module loads.',
  run: () => JSON.stringify(logger.level === 'warn' && check(pino)),
})
