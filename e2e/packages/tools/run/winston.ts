import { Writable } from 'node:stream'
import type winston from 'winston'
import { defineTool } from '../../mcp/tool.ts'

export function check({ createLogger, format, Logger, transports, version }: typeof winston) {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => void done(void lines.push(String(chunk))) })
  const { combine, errors, json, label, splat } = format
  const logger = createLogger({
    format: combine(label({ label: 'shop' }), splat(), errors(), json()),
    transports: [new transports.Stream({ stream })],
  })
  logger.info('%d of %s', 2, 'books')
  logger.error(new RangeError('too far'))
  logger.debug('not written')
  return {
    version,
    logger: [logger.constructor.name, logger instanceof Logger],
    lines: lines.map(line => line.trim()),
    transports: Object.keys(transports),
  }
}

export const run = defineTool({
  name: 'winston-run',
  description: 'Logs by a chain of formats.',
  run: async () => JSON.stringify(check((await import('winston')).default)),
})
