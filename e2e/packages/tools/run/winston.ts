import { Writable } from 'node:stream'
import type * as Winston from 'winston'
import { defineTool } from '../../tool.ts'

export function check(winston: typeof Winston) {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => void done(void lines.push(String(chunk))) })
  const { combine, errors, json, label, splat } = winston.format
  const logger = winston.createLogger({
    format: combine(label({ label: 'shop' }), splat(), errors(), json()),
    transports: [new winston.transports.Stream({ stream })],
  })
  logger.info('%d of %s', 2, 'books')
  logger.error(new RangeError('too far'))
  logger.debug('not written')
  return {
    version: winston.version,
    logger: [logger.constructor.name, logger instanceof winston.Logger],
    lines: lines.map(line => line.trim()),
    transports: Object.keys(winston.transports),
  }
}

export const run = defineTool({
  name: 'winston-run',
  description: 'Logs by a chain of formats.',
  run: async () => JSON.stringify(check(await import('winston'))),
})
