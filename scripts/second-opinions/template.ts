import { isSecret } from '../../testing/pulumi/mocked-deployment.ts'
import type { Registered } from '../../testing/pulumi/recording.ts'
import { counterparts, type Properties } from './counterparts.ts'

export interface Template {
  Resources: Record<string, { Type: string; Properties: Properties }>
}

/**
 * What a program registers, as CloudFormation would have it. What is a resource of Pulumi's and a property of CloudFormation's
 * goes into the one that it is a property of.
 *
 * @throws when there is a type of AWS's that has no counterpart
 */
export function template(resources: Registered[]): Template {
  const made: (Registered & { id: string; Type: string; Properties: Properties })[] = []
  const parts: [Registered, string][] = []
  for (const resource of resources.filter(({ type }) => type.startsWith('aws:'))) {
    const counterpart = counterparts[resource.type]
    if (!counterpart) throw new Error(`CloudFormation's counterpart of ${resource.type} is missing in counterparts.ts`)
    const { type: Type, partOf, properties } = counterpart
    const plain = { ...resource, inputs: open(resource.inputs) as Properties }
    if (partOf) parts.push([plain, partOf])
    if (!Type) continue
    const id = `${resource.type.split(':')[2]} ${resource.name}`.replaceAll(/\W/g, '')
    made.push({ ...plain, id, Type, Properties: properties(plain.inputs, plain.name) })
  }
  for (const [part, type] of parts) {
    const whole = made.find(each => each.type === type && isPartOf(part, each))
    if (!whole) throw new Error(`${part.type} ${part.name} belongs to no ${type}`)
    Object.assign(whole.Properties, counterparts[part.type]?.properties(part.inputs, part.name))
  }
  return { Resources: Object.fromEntries(made.map(({ id, Type, Properties }) => [id, { Type, Properties }])) }
}

/** The one that a property of it names, or the only one of the program's. */
function isPartOf({ inputs }: Registered, whole: Registered): boolean {
  const named = inputs.role ?? inputs.functionName
  return named === undefined || named === whole.name || named === whole.inputs.functionName
}

/** Takes what is secret out of its envelope. */
function open(value: unknown): unknown {
  if (isSecret(value)) return open((value as { value: unknown }).value)
  if (Array.isArray(value)) return value.map(open)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, open(each)]))
}
