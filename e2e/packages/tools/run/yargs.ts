import type yargs from 'yargs'
import { defineTool } from '../../mcp/tool.ts'

export async function check(parser: typeof yargs) {
  const command = parser([])
    .scriptName('books')
    .locale('de')
    .exitProcess(false)
    .option('count', { type: 'number', demandOption: true })
  const failed = await new Promise(
    resolve =>
      void command.parse([], {}, (error: unknown, _argv: unknown, output: string) =>
        resolve([String(error), output.split('\n')[0]]),
      ),
  )
  const { count, _ } = await parser(['--count', '7', 'x']).option('count', { type: 'number' }).parse()
  return { count, rest: _, failed }
}

export const run = defineTool({
  name: 'yargs-run',
  description: 'Parses arguments and complains in German (a file of its own).',
  run: async () => JSON.stringify(await check((await import('yargs')).default)),
})
