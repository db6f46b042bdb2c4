import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { recordingLog } from '../../testing/recording-log.ts'
import { serverInfo } from '../server-info.ts'
import { createMcp } from './create-mcp.ts'
import { definePrompt } from './prompt.ts'
import { SchemaError, takeSchema } from './schema-check.ts'
import { testClient } from './test-client.ts'
import { defineTool } from './tool.ts'

class Point {}

/** Schemas by what they are: of every kind that zod has, which tsc sees to, and more. */
const schemas = {
  string: z.string(),
  number: z.number(),
  int: z.int(),
  boolean: z.boolean(),
  null: z.null(),
  any: z.any(),
  unknown: z.unknown(),
  never: z.never(),
  enum: z.enum(['a', 'b']),
  literal: z.literal(['a', 1, null]),
  array: z.array(z.string()),
  tuple: z.tuple([z.string()], z.number()),
  object: z.object({ a: z.string() }),
  strictObject: z.strictObject({ a: z.string() }),
  looseObject: z.looseObject({ a: z.string() }),
  record: z.record(z.string(), z.number()),
  union: z.union([z.string(), z.number()]),
  discriminatedUnion: z.discriminatedUnion('a', [z.object({ a: z.literal(1) }), z.object({ a: z.literal(2) })]),
  intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
  optional: z.string().optional(),
  nullable: z.string().nullable(),
  nullish: z.string().nullish(),
  default: z.string().default('a'),
  prefault: z.string().prefault('a'),
  catch: z.string().catch('a'),
  readonly: z.string().readonly(),
  nonoptional: z.string().optional().nonoptional(),
  lazy: z.lazy(() => z.string()),
  pipe: z.string().pipe(z.string()),
  file: z.file(),
  promise: z.promise(z.string()),
  template_literal: z.templateLiteral(['a', z.number()]),
  success: z.success(z.string()),
  iso: z.iso.datetime(),
  refine: z.string().refine(() => true),
  stringbool: z.stringbool(),
  json: z.json(),
  transform: z.string().transform(text => text.length),
  'transform and pipe': z
    .string()
    .transform(text => text.length)
    .pipe(z.number()),
  preprocess: z.preprocess(value => value, z.string()),
  codec: z.codec(z.iso.datetime(), z.date(), { decode: text => new Date(text), encode: date => date.toISOString() }),
  'codec to number': z.codec(z.string(), z.number(), { decode: Number, encode: String }),
  date: z.date(),
  'coerced date': z.coerce.date(),
  bigint: z.bigint(),
  'coerced bigint': z.coerce.bigint(),
  map: z.map(z.string(), z.string()),
  set: z.set(z.string()),
  nan: z.nan(),
  undefined: z.undefined(),
  void: z.void(),
  symbol: z.symbol(),
  function: z.function(),
  custom: z.custom<string>(() => true),
  instanceof: z.instanceof(Point),
  'bigint literal': z.literal(7n),
  'undefined literal': z.literal([undefined, 'a']),
  'record by symbol': z.record(z.symbol(), z.string()),
  'date in a codec, the other way round': z.codec(z.date(), z.string(), {
    decode: String,
    encode: text => new Date(text),
  }),
} satisfies Record<z.core.$ZodTypeDef['type'], z.core.$ZodType> & Record<string, z.core.$ZodType>

const kinds = Object.entries(schemas)

describe.each(['input', 'output'] as const)('as %s', io => {
  test.each(kinds)('a schema with %s is refused if and only if zod cannot convert it', (_kind, schema) => {
    const object = z.object({ deep: z.object({ list: z.array(z.object({ field: schema })) }) })
    const converts = attempt(() => object['~standard'].jsonSchema[io]({ target: 'draft-2020-12' })) === undefined
    const refusal = attempt(() => takeSchema('The input', object, io))
    expect(refusal === undefined, String(refusal)).toBe(converts)
    if (refusal)
      expect(refusal.message).toMatch(/^The input has z\..* in the field "deep\.list\.\[\]\.field[^"]*", .* Remedy: /)
  })
})

describe('refused when the server is made, naming whose it is, the field and the remedy:', () => {
  const remind = defineTool({
    name: 'remind',
    description: 'Sets a reminder.',
    input: z.object({ at: z.coerce.date() }),
    run: ({ at }) => at.toISOString(),
  })
  const raw = { name: 'raw', description: 'Raw.', input: { city: z.string() } as never, run: () => '' }
  const json = { name: 'json', description: 'JSON Schema.', input: { type: 'object' } as never, run: () => '' }
  const list = { name: 'list', description: 'A list.', input: z.array(z.string()) as never, run: () => '' }
  const output = z.object({ when: z.union([z.string(), z.object({ at: z.date() })]) })

  test.each([
    [
      'a date',
      { tools: [remind] },
      /input of the tool "remind" has z\.date\(\) in the field "at".*z\.iso\.datetime\(\)/,
    ],
    [
      'a date in an output',
      { tools: [defineTool({ name: 'x', description: 'X.', output, run: () => ({ when: '' }) })] },
      /output of the tool "x" has z\.date\(\) in the field "when\.at"/,
    ],
    [
      'a raw shape',
      { tools: [defineTool(raw)] },
      /input of the tool "raw" is not a zod 4 schema.*"city".*z\.object\(\{ … \}\) around/,
    ],
    ['JSON Schema', { tools: [defineTool(json)] }, /input of the tool "json" is not a zod 4 schema.*z\.object/],
    [
      'a list of arguments',
      { tools: [defineTool(list)] },
      /input of the tool "list" is z\.array\(\).*must be an object/,
    ],
    [
      'a prompt',
      { prompts: [definePrompt({ name: 'p', args: z.object({ n: z.bigint() }), get: () => '' })] },
      /arguments of the prompt "p" has z\.bigint\(\) in the field "n"/,
    ],
    [
      'a prompt with a raw shape',
      { prompts: [definePrompt({ name: 'p', args: { n: z.string() } as never, get: () => '' })] },
      /arguments of the prompt "p" is not a zod 4 schema/,
    ],
  ])('%s', (_what, options, message) => {
    const refusal = attempt(() => createMcp({ info: serverInfo, ...options }))
    expect(refusal).toBeInstanceOf(SchemaError)
    expect(refusal?.message).toMatch(message)
  })
})

test('nothing of a schema is run for that, neither a default nor a transform', () => {
  const run = (): never => {
    throw new Error('ran')
  }
  const schema = z.object({ a: z.string().default(run), b: z.string().prefault(run), c: z.string().catch(run) })
  takeSchema('The input', schema, 'input')
})

test('the form of a question is refused when it is asked, and the log says why', async () => {
  const { log, records } = recordingLog()
  const asks = defineTool({
    name: 'asks',
    description: 'Asks for a date.',
    run: (_args, { ask }) => {
      const answer = ask({ message: 'When?', form: z.object({ at: z.date() }) })
      return answer.action === 'pending' ? answer.question : 'asked'
    },
  })
  const client = await testClient({ tools: [asks], log })
  expect(await client.callTool({ name: 'asks' })).toMatchObject({ isError: true })
  expect(String(records[0]?.fields.error)).toContain('form of a question has z.date() in the field "at"')
})

test('a date comes in as text and reaches the tool as a Date, by a codec', async () => {
  const date = z.codec(z.iso.datetime(), z.date(), {
    decode: text => new Date(text),
    encode: date => date.toISOString(),
  })
  const remind = defineTool({
    name: 'remind',
    description: 'Sets a reminder.',
    input: z.object({ at: date }),
    output: z.object({ at: z.iso.datetime() }),
    run: ({ at }) => ({ at: at.toISOString() }),
  })
  const client = await testClient({ tools: [remind] })
  const { tools } = await client.listTools()
  expect(tools[0]?.inputSchema.properties).toMatchObject({ at: { type: 'string', format: 'date-time' } })
  const at = '2026-11-28T05:00:00.000Z'
  expect(await client.callTool({ name: 'remind', arguments: { at } })).toMatchObject({ structuredContent: { at } })
  const wrong = await client.callTool({ name: 'remind', arguments: { at: 'tomorrow' } })
  expect(wrong).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('at: ') }] })
})

function attempt(run: () => unknown): Error | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return error as Error
  }
}
