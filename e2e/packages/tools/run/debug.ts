import { format } from 'node:util'
import type createDebug from 'debug'
import { defineTool } from '../../mcp/tool.ts'

export function check(debug: typeof createDebug) {
  const lines: string[] = []
  const log = debug('matrix:tool')
  log.log = (...words) => void lines.push(format(...words))
  log('%o and %j', { a: 1 }, { b: 2 })
  return {
    enabled: [log.enabled, debug('other').enabled],
    printed: lines.map(line => line.replace(/^\S+Z /, '').split(' +')[0]),
  }
}

export const run = defineTool({
  name: 'debug-run',
  description: 'Prints in the namespace that the environment of the serving process turns on.',
  run: async () => JSON.stringify(check((await import('debug')).default)),
})
