import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { rpcEvent } from '../../scripts/build/proxy-event.ts'
import { definePrompt } from '../mcp/prompt.ts'
import { defineTool } from '../mcp/tool.ts'
import { start, warmUp } from './image-entry.ts'

/** What authors wrote that has been run, by name. Each of it could remember who called first. */
const ran = new Set<string>()
function author<Result>(name: string, result: Result): Result {
  ran.add(name)
  return result
}

const tool = defineTool({
  name: 'tool',
  description: 'Has a function wherever there may be one.',
  input: z.object({
    default: z.string().default(() => author('default', '')),
    prefault: z.string().prefault(() => author('prefault', '')),
    catch: z.string().catch(() => author('catch', '')),
    lazy: z.lazy(() => author('lazy', z.string().optional())),
    get recursive() {
      return author('recursive', z.string().optional())
    },
    refined: z
      .string()
      .refine(() => author('refine', true))
      .default(''),
    preprocessed: z.preprocess(value => author('preprocess', value), z.string().optional()),
  }),
  output: z.object({ message: z.string().default(() => author('default of the output', '')) }),
  run: () => author('run', {}),
})
const resource = {
  name: 'resource',
  uri: 'test://resource',
  get description() {
    return author('description', 'Told by a function.')
  },
  read: () => author('read', ''),
}
const prompt = definePrompt({
  name: 'prompt',
  args: z.object({ message: z.string().default(() => author('default of the prompt', '')) }),
  get: () => author('get', ''),
})

test('what authors wrote is not run when the server is frozen, but by the process that serves', async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  ran.clear() // Zod asks for some of it when the schema is made, which is while the module loads.
  await warmUp()
  const { handler } = start({ tools: { tool }, resources: { resource }, prompts: { prompt } })
  // A schema is looked through, for what no client could be told of: these two are asked for the schema inside.
  expect([...ran].sort()).toEqual(['lazy', 'recursive'])

  const call = (method: string, params: Record<string, unknown> = {}) =>
    handler(rpcEvent(method, params), { getRemainingTimeInMillis: () => 30_000 })
  await call('tools/list')
  await call('resources/read', { uri: 'test://resource' })
  await call('prompts/get', { name: 'prompt' })
  await call('tools/call', { name: 'tool', arguments: { catch: 1, refined: '' } })
  expect([...ran].sort()).toEqual([
    ...['catch', 'default', 'default of the output', 'default of the prompt', 'description', 'get', 'lazy', 'prefault'],
    ...['preprocess', 'read', 'recursive', 'refine', 'run'],
  ])
})
