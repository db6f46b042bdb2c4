import { Writable } from 'node:stream'
import type { DestinationStream, Logger, LoggerOptions, pino } from 'pino'
import { defineTool } from '../../tool.ts'

/** What the options write, line by line, and what the logger knows of the process it is in. */
export function check(
  create: (options: LoggerOptions, stream: DestinationStream) => Logger,
  { version, stdSerializers }: typeof pino,
) {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => void done(void lines.push(String(chunk))) })
  const logger = create({ redact: ['user.password'], timestamp: false }, stream)
  logger.child({ request: 7 }).error({ user: { name: 'a', password: 'b' }, err: new RangeError('too far') })
  logger.debug('not written')
  const { pid, hostname, err, ...rest } = JSON.parse(lines[0] ?? '')
  return {
    version,
    lines: lines.length,
    ...rest,
    err: [err.type, err.message, err.stack.split('\n')[0]],
    // pino keeps both from its load on: they are to be those of the process that serves.
    own: [pid === process.pid, hostname === process.env.HOSTNAME || hostname.length > 0],
    serializers: Object.keys(stdSerializers).length > 3,
  }
}

export const run = defineTool({
  name: 'pino-run',
  description: 'Logs an error with a redacted field and the id of the process that serves.',
  async run() {
    const { default: pino } = await import('pino')
    return JSON.stringify(check(pino, pino))
  },
})
