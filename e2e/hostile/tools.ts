import * as z from 'zod'
import { defineTool, type Tool } from '../../app/mcp/tool.ts'
import { thrown, wrongAnswers } from './answers.ts'
import { faulty, sending } from './late.ts'
import { schemas } from './schemas.ts'

const description = 'Does what no tool should.'

const returning = Object.entries(wrongAnswers).map(([name, { answer }]) =>
  defineTool({ name: `returns-${name}`, description, run: () => answer() as never }),
)

/** The same where an output schema lets anything through. */
const structured = Object.entries(wrongAnswers)
  .filter(([, { field }]) => field.startsWith('structuredContent.'))
  .map(([name, { answer }]) =>
    defineTool({
      name: `outputs-${name}`,
      description,
      output: z.looseObject({}),
      run: () => (answer() as { structuredContent: never }).structuredContent,
    }),
  )

const throwing = Object.entries(thrown).flatMap(([name, error]) => [
  defineTool({
    name: `throws-${name}`,
    description,
    run() {
      throw error()
    },
  }),
  defineTool({ name: `rejects-${name}`, description, run: () => Promise.reject(error()) }),
])

const withSchema = Object.entries(schemas).map(([name, { input }]) =>
  defineTool({ name: `schema-${name}`, description, input, run: () => 'fine' }),
)

const late = [
  ...sending.map(({ name, run }) => ({ name: `sends-${name}`, run })),
  ...faulty.map(({ name, run }) => ({ name: `leaves-${name}`, run })),
].map(({ name, run }) => defineTool({ name, description, run: (_args, context) => run(context) }))

/** Tools that fail in every way: by the beginning of its name, what becomes of a call is told. */
export const tools: Tool[] = [...returning, ...structured, ...throwing, ...withSchema, ...late]

/**
 * What a call of a tool must come to: `failed`, with a plain sentence and the request id; or `fine`.
 */
export function outcomeOf(name: string): 'failed' | 'fine' {
  if (name.startsWith('schema-')) return schemas[name.slice('schema-'.length)]?.outcome ?? 'failed'
  return /^(sends|leaves)-/.test(name) ? 'fine' : 'failed'
}
