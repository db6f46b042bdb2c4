import { hostname as host } from 'node:os'
import { Writable } from 'node:stream'
import type { pino } from 'pino'
import { defineTool } from '../../mcp/tool.ts'

/** What the options write, line by line, and what the logger knows of the process it is in. */
export function check(create: typeof pino) {
  const lines: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => void done(void lines.push(String(chunk))) })
  const logger = create({ redact: ['user.password'], timestamp: false }, stream)
  logger.child({ request: 7 }).error({ user: { name: 'a', password: 'b' }, err: new RangeError('too far') })
  logger.debug('not written')
  const { pid, hostname, err, ...rest } = JSON.parse(lines[0] ?? '')
  return {
    version: create.version,
    lines: lines.length,
    ...rest,
    err: [err.type, err.message, err.stack.split('\n')[0]],
    // pino keeps both from its load on: they are to be those of the process that serves.
    own: [pid === process.pid, hostname === host()],
    serializers: Object.keys(create.stdSerializers).length > 3,
  }
}

export const run = defineTool({
  name: 'pino-run',
  description: 'Logs an error with a redacted field and the id of the process that serves.',
  async run() {
    const { default: pino } = await import('pino')
    return JSON.stringify(check(pino))
  },
})
