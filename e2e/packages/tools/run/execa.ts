import type { execa } from 'execa'
import { defineTool } from '../../mcp/tool.ts'

export async function check(execute: typeof execa) {
  const script = 'process.stdin.pipe(process.stdout); process.on("exit", () => { process.exitCode = 3 })'
  const error = await execute('node', ['-e', script], { input: 'piped', env: { NODE_OPTIONS: '' } }).catch(
    error => error,
  )
  const missing = await execute('no-such-program').catch(error => error)
  return {
    output: error.stdout,
    error: [error.name, error.exitCode, error.constructor.name],
    missing: [missing.code, missing.failed],
  }
}

export const run = defineTool({
  name: 'execa-run',
  description: 'Runs a program with input, and finds another missing.',
  run: async () => JSON.stringify(await check((await import('execa')).execa)),
})
