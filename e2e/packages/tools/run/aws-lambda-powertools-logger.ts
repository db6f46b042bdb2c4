import { Writable } from 'node:stream'
import type { Logger } from '@aws-lambda-powertools/logger'
import { defineTool } from '../../mcp/tool.ts'

/** Collects what a console of Node's own would print. */
export function lines() {
  const printed: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => void done(void printed.push(String(chunk))) })
  return { printed, stream }
}

export function check(logger: Logger) {
  const { printed, stream } = lines()
  Object.assign(logger, { console: new console.Console(stream, stream) })
  logger.appendKeys({ order: 7 })
  logger.warn('Low stock', new RangeError('too few'))
  logger.debug('not printed')
  const { level, message, service, order, error } = JSON.parse(printed[0] ?? '')
  return { logger: logger.constructor.name, count: printed.length, level, message, service, order, error: error.name }
}

export const run = defineTool({
  name: 'aws-lambda-powertools-logger-run',
  description: 'Logs a warning with keys and an error, by a service name from the environment.',
  async run() {
    const { Logger } = await import('@aws-lambda-powertools/logger')
    return JSON.stringify(check(new Logger()))
  },
})
