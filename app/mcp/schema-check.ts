import type * as z from 'zod'
import { containSchema } from './contained-schema.ts'
import { innerSchemas, isSchema, type Schema } from './schema-tree.ts'

/** A schema that no client could be told of. The message names whose it is, the field, and the remedy. */
export class SchemaError extends Error {
  override name = 'SchemaError'
}

/** What JSON Schema has no words for, and what to write instead. */
const remedies: Record<string, string> = {
  date: 'z.iso.datetime() is a date as JSON has it; docs/tools.md shows how to get a Date from it',
  bigint: 'use z.int(), or z.string() for digits beyond 2^53',
  map: 'use z.record()',
  set: 'use z.array()',
  nan: 'use z.number() or z.null()',
  undefined: 'leave the field out, or make it optional with .optional()',
  void: 'leave the field out, or make it optional with .optional()',
  symbol: 'use z.string() or z.enum()',
  function: 'use what JSON can hold',
  custom: 'use a schema of what it looks like in JSON, with .refine() for the rest',
  transform: 'put what the transform makes behind .pipe(), or return it ready made',
}

/**
 * Takes a schema of a tool's author in: what it throws is contained, see {@link containSchema}.
 *
 * Refuses one that JSON Schema cannot express, at any depth: with one of them among the tools, no client would get the
 * list. Nothing of the schema is run, neither a default nor a transform, so that this may happen before a snapshot is made.
 *
 * @param what whose it is, as `The input of the tool "remind"`
 * @param io which side of a pipe a client is told of
 * @throws {SchemaError}
 */
export function takeSchema(what: string, schema: unknown, io: 'input' | 'output'): asserts schema is Schema {
  if (!isSchema(schema)) throw new SchemaError(`${what} is not a zod 4 schema. ${rawRemedy(schema)}`)
  const seen = new Set<Schema>()
  const open = [{ path: [] as readonly string[], schema }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.schema)) continue
    seen.add(next.schema)
    if (next.schema._zod.toJSONSchema !== undefined) continue // It says itself what it is in JSON Schema.
    const kind = inexpressible(next.schema)
    if (kind !== undefined) {
      const field = next.path.join('.')
      throw new SchemaError(
        `${what} has ${kind.name}${field ? ` in the field "${field}"` : ''}, which JSON Schema cannot express, so no client ` +
          `could list it. Remedy: ${kind.remedy}.`,
      )
    }
    open.push(...innerSchemas(next, io).reverse())
  }
  refuseNoObject(what, schema, io)
  containSchema(schema)
}

function inexpressible(schema: Schema): { name: string; remedy: string } | undefined {
  const { def } = schema._zod // Never all of it: reading a default runs it.
  const remedy = remedies[def.type]
  if (remedy !== undefined) return { name: `z.${def.type}()`, remedy }
  if (def.type !== 'literal') return undefined
  const { values } = def as z.core.$ZodLiteralDef<z.core.util.Literal>
  if (values.includes(undefined)) return { name: 'z.literal(undefined)', remedy: remedies.undefined ?? '' }
  const big = values.find(value => typeof value === 'bigint')
  return big === undefined ? undefined : { name: `z.literal(${big}n)`, remedy: remedies.bigint ?? '' }
}

/** Kinds of values that are no object. The arguments of a tool or a prompt are one, by name. */
const simple = [
  'string',
  'number',
  'boolean',
  'int',
  'null',
  'array',
  'tuple',
  'enum',
  'literal',
  'template_literal',
  'file',
]

function refuseNoObject(what: string, schema: Schema, io: 'input' | 'output'): void {
  const { type } = schema._zod.def
  if (io !== 'input' || !simple.includes(type)) return
  throw new SchemaError(`${what} is z.${type}(), but must be an object. Remedy: z.object({ value: z.${type}(…) }).`)
}

function rawRemedy(schema: unknown): string {
  const fields = typeof schema === 'object' && schema !== null ? Object.entries(schema) : []
  const [name] = fields.find(([, field]) => isSchema(field)) ?? []
  if (name !== undefined) return `Its fields, as "${name}", are. Remedy: put z.object({ … }) around them.`
  return "Remedy: z.object({ … }), with zod as `import * as z from 'zod'`."
}
