import type * as z from 'zod'

/** A schema of zod, as zod's own page for authors of libraries has it: https://zod.dev/library-authors */
export type Schema = z.core.$ZodType

/** A schema within another, and where: field names, `[]` for the items of a list, `{}` for any name. */
export interface Inner {
  path: readonly string[]
  schema: Schema
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && '_zod' in value
}

/**
 * The schemas that a schema is directly made of. By what its definition holds, whatever kind it is, so that a kind that zod
 * adds is looked into as well.
 *
 * @param io of a pipe, the side that a value comes in by or goes out by. Default: both
 */
export function innerSchemas({ path, schema }: Inner, io?: 'input' | 'output'): Inner[] {
  const definition = schema._zod.def as z.core.$ZodTypeDef & Record<string, unknown>
  if (definition.type === 'pipe' && io !== undefined) return [{ path, schema: sideOf(definition, io) }]
  if (definition.type === 'lazy') return [{ path, schema: (schema as z.core.$ZodLazy)._zod.innerType }]
  return Object.keys(definition).flatMap(name => {
    if (name === 'defaultValue') return [] // A getter, which may run a function of the schema's author.
    const part = definition[name]
    const below = steps[name] ?? (() => [])
    if (isSchema(part)) return [{ path: [...path, ...below('')], schema: part }]
    if (typeof part !== 'object' || part === null || name === 'checks') return []
    return Object.entries(part).flatMap(([key, item]) =>
      isSchema(item) ? [{ path: [...path, ...below(key)], schema: item }] : [],
    )
  })
}

/** Every schema within a schema, itself the first, each once. */
export function allSchemas(root: Schema): Schema[] {
  const found = new Set([root])
  for (const schema of found) for (const inner of innerSchemas({ path: [], schema })) found.add(inner.schema)
  return [...found]
}

/** The parts of a definition that are a step further into a value. A union's options, say, are the value itself. */
const steps: Record<string, (key: string) => string[]> = {
  shape: key => [key],
  items: key => [key],
  element: () => ['[]'],
  rest: () => ['[]'],
  keyType: () => ['{}'],
  valueType: () => ['{}'],
  catchall: () => ['{}'],
}

/** As zod's conversion to JSON Schema chooses it: a transform in front, as `z.preprocess` has it, takes anything. */
function sideOf(definition: Record<string, unknown>, io: 'input' | 'output'): Schema {
  const [first, second] = [definition.in, definition.out] as [Schema, Schema]
  return io === 'input' && first._zod.def.type !== 'transform' ? first : second
}
