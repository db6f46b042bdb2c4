import * as z3 from 'zod/v3'
import type { zodToJsonSchema } from 'zod-to-json-schema'
import { defineTool } from '../../mcp/tool.ts'

/** A schema of zod 3, as the zod of this project still holds it. */
const Person = z3.object({ name: z3.string().min(1), age: z3.number().int().optional() })

export const check = (convert: typeof zodToJsonSchema) => ({
  schema: convert(Person, 'Person'),
  names: [Person.constructor.name, Person.shape.name.constructor.name, Person.safeParse({}).error?.name],
})

export const run = defineTool({
  name: 'zod-to-json-schema-run',
  description: 'Writes a zod schema as JSON Schema.',
  run: async () => JSON.stringify(check((await import('zod-to-json-schema')).zodToJsonSchema)),
})
