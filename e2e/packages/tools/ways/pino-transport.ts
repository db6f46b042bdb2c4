import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-pino-transport',
  description: "Logs through pino's worker, which finds its target by name, and through one beside the tool.",
  async run() {
    const files = ['own', 'beside'].map(name => join(tmpdir(), `matrix-${process.pid}-${name}.log`))
    const targets = [
      { target: 'pino/file', options: { destination: files[0] } },
      { target: new URL('../workers/transport.mjs', import.meta.url).href, options: { destination: files[1] } },
    ]
    const transport = pino.transport({ targets })
    const logger = pino({ timestamp: false, base: null }, transport)
    logger.info('through a worker')
    await new Promise<void>(resolve => {
      transport.on('close', resolve)
      transport.end()
    })
    const lines = files.map(file => readFileSync(file ?? '', 'utf8').trim())
    for (const file of files) rmSync(file ?? '')
    return JSON.stringify({ lines })
  },
})
