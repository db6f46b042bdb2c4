import { createRequire } from 'node:module'
import * as z from 'zod'
import z3, { z as named } from 'zod'
import * as mini from 'zod/mini'
import * as v4 from 'zod/v4'
import * as core from 'zod/v4/core'
import { defineTool, ToolError } from '../../mcp/tool.ts'

const Person = z.object({ name: z.string().min(1), born: z.coerce.date().optional() })
const required = createRequire(import.meta.url)('zod')

export const ways = defineTool({
  name: 'way-zod-copies',
  description: 'Imports zod by each of its names, which share what they share under Node, and has its locales.',
  input: z.object({}),
  run() {
    const { error } = Person.safeParse({ name: '' })
    const german = v4.locales
      .de()
      .localeError({ code: 'invalid_type', expected: 'string', input: 1, path: [] } as never)
    return JSON.stringify({
      same: [
        named.object === z.object,
        z3.object === z.object,
        v4.ZodError === z.ZodError,
        core.$ZodError === z.core.$ZodError,
        required.ZodError === z.ZodError,
      ],
      error: [
        error?.name,
        error?.constructor.name,
        error instanceof z.ZodError,
        error instanceof core.$ZodError,
        error?.issues[0]?.code,
      ],
      names: [Person.constructor.name, Person._zod.def.type, mini.string()._zod.def.type],
      mini: mini.safeParse(mini.string(), 1).success,
      pretty: error && z.prettifyError(error),
      json: z.toJSONSchema(Person, { unrepresentable: 'any' }),
      german,
      tool: new ToolError('x') instanceof Error,
      registry: z.globalRegistry === core.globalRegistry,
      keys: Object.keys(z).length === Object.keys(v4).length,
    })
  },
})
