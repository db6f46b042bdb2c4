import { createRequire } from 'node:module'
import { env } from 'node:process'
import { defineTool } from '../../mcp/tool.ts'

const { GREETING = 'unset', NODE_ENV } = process.env
const listed = Object.keys(env).includes('GREETING')
const copied = { ...process.env }
const debug = process.env.NODE_ENV !== 'production'
const required = createRequire(import.meta.url)('../../../lib/reads-environment.cjs')

export const ways = defineTool({
  name: 'way-environment',
  description: 'Reads the environment while the module loads: it is that of the process that serves.',
  run: () =>
    JSON.stringify({
      GREETING,
      NODE_ENV,
      listed,
      copied: copied.GREETING,
      debug,
      required,
      now: process.env.GREETING,
      json: 'GREETING' in JSON.parse(JSON.stringify(env)),
    }),
})
