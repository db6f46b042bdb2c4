import { install, mapSourcePosition } from 'source-map-support'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-source-maps',
  description: 'Puts its own way of writing stacks in place for a while, as source-map-support does.',
  run() {
    const { prepareStackTrace } = Error
    install({ environment: 'node', hookRequire: false, handleUncaughtExceptions: false })
    const first = new Error('mapped').stack?.split('\n')[1]?.replace(/.*\/(app\/\S+):\d+\)$/, '$1')
    Error.prepareStackTrace = prepareStackTrace as never
    return JSON.stringify({ first, position: mapSourcePosition({ source: 'none.js', line: 1, column: 2 }) })
  },
})
