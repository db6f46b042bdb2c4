import { allSchemas, type Schema } from './schema-tree.ts'

const contained = new WeakSet<object>()

/**
 * Makes a schema's own functions - refine, transform, preprocess - fail in one way only: by what the parse itself rejects with.
 *
 * zod calls several of them before it waits for the first. When one throws, or a second one rejects, the promises of the
 * others are left to nobody, and a rejection that nobody waits for ends the process. So what throws in an asynchronous parse
 * rejects instead, for the parse to wait for all; and the promise of each check is marked as known.
 *
 * Changes the schema in place, once; how it parses values stays as it was.
 */
export function containSchema(schema: Schema): void {
  for (const each of allSchemas(schema)) {
    if (contained.has(each)) continue
    contained.add(each)
    containRun(each)
    for (const check of each._zod.def.checks ?? []) containCheck(check)
    containTransform(each)
  }
}

/** Whether the innermost parse that is running is asynchronous; undefined behind its first wait, and so is. */
let asynchronous: boolean | undefined

function containRun({ _zod }: Schema): void {
  const { run } = _zod
  _zod.run = (payload, context) => {
    const outer = asynchronous
    asynchronous = context.async !== false
    try {
      return known(run(payload, context))
    } catch (error) {
      if (!asynchronous) throw error
      return Promise.reject(error)
    } finally {
      asynchronous = outer
    }
  }
}

function containCheck(check: NonNullable<Schema['_zod']['def']['checks']>[number]): void {
  if (contained.has(check)) return
  contained.add(check)
  const { check: original } = check._zod
  check._zod.check = payload => {
    try {
      return known(original(payload))
    } catch (error) {
      if (asynchronous === false) throw error
      return known(Promise.reject(error))
    }
  }
}

/** In a synchronous parse its promise is dropped, as an error says that the parse has to be asynchronous. */
function containTransform({ _zod: { def } }: Schema): void {
  const functions = def as unknown as Record<string, unknown>
  for (const name of ['transform', 'reverseTransform']) {
    const original = functions[name]
    if (typeof original !== 'function') continue
    functions[name] = (...args: unknown[]) => known(original(...args))
  }
}

/** Whoever waits for the promise still gets what it rejects with. */
function known<Value>(value: Value): Value {
  if (value instanceof Promise) value.catch(() => {})
  return value
}
