import { FieldError } from './field-error.ts'

/** The depth to which a value may be nested that is sent. JSON.stringify and whoever reads it walk down by recursion. */
const maxDepth = 500

/**
 * A value as it arrives at the other end: plain data, made by JSON's own rules. Nothing of the original is left in it, so no
 * getter and no `toJSON` of it can fail later, while the answer is sent.
 *
 * @throws {FieldError} for a BigInt, a circle, a getter or `toJSON` that throws, what is nested too deeply, and for what is
 *   nothing in JSON: undefined, a function, a symbol
 */
export function jsonValue(value: unknown): unknown {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw whatJsonCannotHold(value) ?? new FieldError('', String((error as Error).message))
  }
  if (text === undefined) throw new FieldError('', `JSON has no ${typeof value}`)
  const plain: unknown = JSON.parse(text)
  if (!fits(plain)) throw tooDeep(pathDown(plain))
  return plain
}

interface Step {
  value: unknown
  path: string[]
  above: readonly object[]
}

/** Looks for the field that made JSON.stringify fail. Only asked when it has. */
function whatJsonCannotHold(root: unknown): FieldError | undefined {
  const open: Step[] = [{ value: root, path: [], above: [] }]
  // Bounded, as one object may be reached by many ways.
  for (let step = open.pop(), count = 0; step !== undefined && count < 100_000; step = open.pop(), count++) {
    const { path, above } = step
    const field = path.join('.')
    const value = attempt(() => replaced(step.value, path.at(-1) ?? ''))
    if ('reason' in value) return new FieldError(field, `its toJSON throws: ${value.reason}`)
    const { result } = value
    if (typeof result === 'bigint') return new FieldError(field, 'JSON has no BigInt')
    if (typeof result !== 'object' || result === null) continue
    if (above.includes(result)) return new FieldError(field, 'a circle: it holds itself')
    if (path.length >= maxDepth) return tooDeep(path)
    for (const name of Object.keys(result).reverse()) {
      const child = attempt(() => (result as Record<string, unknown>)[name])
      if ('reason' in child) return new FieldError([...path, name].join('.'), `reading it throws: ${child.reason}`)
      open.push({ value: child.result, path: [...path, name], above: [...above, result] })
    }
  }
  return undefined
}

/** As JSON.stringify does first. */
function replaced(value: unknown, key: string): unknown {
  if (typeof value !== 'object' && typeof value !== 'bigint') return value
  const { toJSON } = (value ?? {}) as { toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, key) : value
}

function attempt(read: () => unknown): { result: unknown } | { reason: string } {
  try {
    return { result: read() }
  } catch (error) {
    return { reason: error instanceof Error ? String(error.message) : String(error) }
  }
}

/** Whether a value is nested no deeper than so many levels. */
function fits(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every(child => fits(child, levels - 1))
}

/** The beginning of the path to what is nested too deeply. */
function pathDown(root: unknown): string[] {
  const path: string[] = []
  for (let value = root, levels = maxDepth - 1; path.length < 6; levels--) {
    const [name, child] = Object.entries(value as object).find(([, child]) => !fits(child, levels)) ?? []
    if (name === undefined) break
    path.push(name)
    value = child
  }
  return path
}

function tooDeep(path: string[]): FieldError {
  return new FieldError(`${path.slice(0, 5).join('.')}…`, `nested more than ${maxDepth} levels deep`)
}
