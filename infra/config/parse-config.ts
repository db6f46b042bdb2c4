import { closest } from 'fastest-levenshtein'
import type * as z from 'zod'
import { keysAt, type StackConfig, type Token } from './config.ts'
import { checkedSchema } from './config-rules.ts'
import { unfitNames } from './names.ts'

/** Namespaces that a stack may use: ours, the provider's, and Pulumi's own. */
const namespaces = ['mcp', 'aws', 'pulumi']

/** Every mistake in a stack's configuration, a line each. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(stack: string, problems: string[]) {
    super(
      `The configuration of the stack "${stack}" cannot be used:\n${problems.map(line => `  - ${line}`).join('\n')}`,
    )
  }
}

/**
 * Parses a stack's configuration.
 *
 * @param stack the stack's name, which is also the name of the API's stage
 * @param values every key with its namespace, as the engine hands them over: text, in JSON for whatever is no text
 * @param tokens what may be known of the secrets in `mcp:tokens`, which in `values` is ignored
 * @param project the Pulumi project, with which names begin. Default: one that no rule of AWS's forbids
 * @throws {ConfigError} with every mistake at once
 */
export function parseConfig(
  stack: string,
  values: Record<string, string>,
  tokens: Token[] = [],
  project = 'mcp',
): StackConfig {
  const own = Object.entries(values).filter(([key]) => key.startsWith('mcp:') && key !== 'mcp:tokens')
  const input = Object.fromEntries(own.map(([key, text]) => [key.slice('mcp:'.length), fromText(text)]))
  const parsed = checkedSchema.safeParse({ ...input, tokens }, { reportInput: true })
  const problems = [
    ...unfitNames(project, stack),
    ...Object.keys(values).flatMap(unknownNamespace),
    ...(parsed.error?.issues ?? []).flatMap(explain),
  ]
  if (parsed.success && problems.length === 0) return parsed.data
  throw new ConfigError(stack, problems)
}

/** `pulumi config set` stores text as it is, and a list, an object, a number or a boolean as JSON. */
export function fromText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function unknownNamespace(key: string): string[] {
  const [namespace = '', name = ''] = key.split(':')
  if (namespaces.includes(namespace)) return []
  return [`${key} is not in a known namespace. Did you mean ${closest(namespace, namespaces)}:${name}? ${remove(key)}`]
}

/** One mistake as key, value, rule and remedy. */
function explain(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(unknown => {
      const [key, near] = [unknown, closest(unknown, keysAt(issue.path))].map(name => keyOf([...issue.path, name]))
      return `${key} is not a known key. Did you mean ${near}? ${remove(key ?? '')}`
    })
  }
  const key = keyOf(issue.path)
  const isSecret = issue.path[0] === 'tokens'
  const given =
    isSecret || issue.input === undefined || typeof issue.input === 'object' ? '' : ` is ${shown(issue.input)}, but`
  const rule = ruleOf(issue)
  return [`${key}${given} ${rule}. ${rule.startsWith('must be absent') ? remove(key) : howToSet(key, isSecret)}`]
}

/** A URL may have a password in it. */
const shown = (value: unknown) => String(value).replace(/\/\/.*@/, '//…@')

const howToSet = (key: string, isSecret: boolean) =>
  isSecret ? `${set} --secret "mcp:tokens[0]"` : `${set} "${key}" VALUE`

const set = 'Set it: npx pulumi config set --path'
const remove = (key: string) => `Remove it: npx pulumi config rm --path "${key}"`

/** As `pulumi config set --path` takes it: `mcp:lambda.memorySize`, `mcp:tokens[0]`. */
function keyOf(path: PropertyKey[]): string {
  const steps = path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return `mcp:${steps.join('').slice(1)}`
}

/** The rule that was broken, as the end of a sentence that begins with the key. */
function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'must be set' : `must be of type ${issue.expected}`
    case 'invalid_value':
      return issue.input === undefined
        ? `must be set, to ${issue.values.join(' or ')}`
        : `must be ${issue.values.join(' or ')}`
    case 'too_small':
      if (issue.origin === 'array') return 'must not be empty'
      return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_format':
      return issue.format === 'regex' ? `must be ${issue.message}` : `must be a valid ${issue.format}`
    case 'invalid_key':
      return `must have ${issue.issues[0]?.message}`
    default:
      return issue.message.startsWith('must') ? issue.message : `must be ${issue.message}`
  }
}
