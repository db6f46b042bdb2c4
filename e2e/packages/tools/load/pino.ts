import { pino } from 'pino'
import { defineTool } from '../../tool.ts'
import { check } from '../run/pino.ts'

const logger = pino({ level: process.env.PINO_LEVEL ?? 'silent' })

export const load = defineTool({
  name: 'pino-load',
  description: 'The same, with one more logger made while the module loads.',
  run: () => {
    const { level, ...answer } = check(pino, pino)
    return JSON.stringify({ ...answer, level: logger.isLevelEnabled('error') ? 'as served' : level })
  },
})
