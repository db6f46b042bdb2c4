import { readFileSync } from 'node:fs'
import type dotenv from 'dotenv'
import { defineTool } from '../../mcp/tool.ts'

export function check({ config, parse }: typeof dotenv) {
  const { parsed, error } = config({ path: 'lib/settings.env', quiet: true })
  return { parsed, error: error?.message, live: process.env.FROM_DOTENV, own: parse(readFileSync('lib/settings.env')) }
}

export const run = defineTool({
  name: 'dotenv-run',
  description: 'Sets variables from a file that is found from the working directory.',
  run: async () => JSON.stringify(check((await import('dotenv')).default)),
})
