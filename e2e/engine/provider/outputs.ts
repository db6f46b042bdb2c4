import { createHash } from 'node:crypto'
import type { Package, Resource } from './kind.ts'
import { fabricate, resourceShape } from './shape.ts'
import { DEFAULTS, plain, UNKNOWN, type Values } from './wire.ts'

/** What there is to tell of a new resource: its inputs, what its kind says, and something plausible for the rest. */
export function describe(provider: Package, resource: Resource): { id: string; state: Values } {
  const { type, name, hex } = resource
  const kind = provider.kinds[type] ?? {}
  const physical = String(resource.inputs.name ?? name)
  const outputs = { ...provider.common?.(resource.inputs, resource), ...kind.outputs?.(resource) }
  const arn = String(outputs.arn ?? provider.arn?.(resource, physical) ?? `${type}/${physical}`)
  const id = kind.id?.(resource) ?? String(resource.inputs.name ?? `${name}-${hex.slice(0, 7)}`)
  const state: Values = {}
  for (const [key, declared] of resourceShape(type).outputs)
    state[key] = fabricate(key, declared, { arn, hex: hex.slice(0, 8), name: physical })
  if ('arn' in state) state.arn = arn
  return { id, state: { ...state, ...outputs } }
}

/** The same in a preview: what is computed later is unknown. */
export function foresee(provider: Package, resource: Resource): Values {
  const outputs = [...resourceShape(resource.type).outputs.keys()].map(key => [key, UNKNOWN])
  return { ...Object.fromEntries(outputs), ...provider.common?.(resource.inputs, resource) }
}

/** Inputs without the list of defaults, and without secrets' wrappers. */
export function given(inputs: Values): Values {
  const { [DEFAULTS]: _defaults, ...rest } = plain<Values>(inputs)
  return rest
}

export const hexOf = (seed: string | Uint8Array): string => createHash('sha256').update(seed).digest('hex')
