import type { Context } from './context.ts'
import { type Scope, type Variable, variable } from './variables.ts'

export interface TemplateOptions {
  scope: Scope
  /** Names the template in errors: its place in the document. */
  where: string
  /** What stands for a variable without a value. Default: nothing. */
  missing?: string
  /** What becomes of every value before it is put in. Default: nothing. */
  encode?(value: string): string
}

/**
 * Compiles a text with `$context` variables. Nothing else of Velocity is known here.
 *
 * @throws {Error} naming whatever else Velocity would run, or a variable that is unknown at this place
 */
export function compileTemplate(text: string, options: TemplateOptions): (context: Context) => string {
  // A gateway response is not Velocity: there, a # is a #.
  if (options.scope === 'an integration' && text.includes('#')) {
    throw new Error(`${options.where} has a #, which begins a directive of Velocity. None is supported: leave it out.`)
  }
  const parts = split(text, options)
  const { missing = '', encode = String } = options
  return context => {
    let rendered = ''
    for (const part of parts) {
      const value = typeof part === 'string' ? part : part(context)
      if (typeof part === 'string') rendered += value
      else rendered += value === undefined || value === null ? missing : encode(String(value))
    }
    return rendered
  }
}

/** A name may have a hyphen to Velocity: `$context.stage-a` is one name, and unknown. */
const expression = /\$(?:context\.([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*))?/g

function split(text: string, { scope, where }: TemplateOptions): (string | Variable)[] {
  const parts: (string | Variable)[] = []
  let end = 0
  for (const { 0: found, 1: name, index } of text.matchAll(expression)) {
    const read = name === undefined ? undefined : variable(name, scope)
    if (read === undefined) throw new Error(`${where} has ${JSON.stringify(named(text, index, found))}. ${rule(scope)}`)
    parts.push(text.slice(end, index), read)
    end = index + found.length
  }
  return [...parts, text.slice(end)]
}

/** The expression, or as much of it as tells it from others. */
const named = (text: string, index: number, found: string) => (found === '$' ? text.slice(index, index + 20) : found)

const rule = (scope: Scope) =>
  `In ${scope} only the $context variables of packages/lambda-local/src/gateway/variables.ts are known.`
