import type { Statement } from '../pulumi/mocked-bootstrap.ts'

// For tests: whether statements allow a call, as IAM evaluates them:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

/** A request to AWS. */
export interface Call {
  action: string
  resource: string
  /** The condition keys that the request has, as the service authorization reference lists them for the action. */
  context?: Record<string, string | string[]>
}

/** Whether one of the statements allows it. Only allowing ones are known here, as `bootstrap/` writes no others. */
export function allows(statements: Statement[], { action, resource, context = {} }: Call): boolean {
  return statements.some(
    ({ Effect, Action, Resource, Condition = {} }) =>
      Effect === 'Allow' &&
      [Action].flat().some(pattern => like(pattern.toLowerCase(), action.toLowerCase())) &&
      [Resource].flat().some(pattern => like(pattern, resource)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), contextValue(context, key))),
      ),
  )
}

/** Condition keys know no case. */
function contextValue(context: NonNullable<Call['context']>, key: string): string[] | undefined {
  const [, value] = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? []
  return value === undefined ? undefined : [value].flat()
}

function holds(operator: string, wanted: string[], found: string[] | undefined): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const matches = comparisons[name]
  if (matches === undefined) throw new Error(`This test does not know the operator ${operator}.`)
  if (found === undefined) return set === 'ForAllValues' || ifExists !== undefined
  const fits = (value: string) => wanted.some(pattern => matches(pattern, value))
  if (set === 'ForAllValues') return found.every(fits)
  if (set === undefined && found.length !== 1) throw new Error(`${operator} takes one value, and there are ${found}.`)
  return found.some(fits)
}

const comparisons: Record<string, (pattern: string, value: string) => boolean> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: like,
  ArnEquals: like, // The same as ArnLike.
  ArnLike: like,
}

function like(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value)
}
