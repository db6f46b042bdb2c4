import { randomBytes } from 'node:crypto'
import type { Context, Package, Resource } from './kind.ts'
import { describe, foresee, given } from './outputs.ts'
import { DEFAULTS, differences, rootOf, UNKNOWN, type Values } from './wire.ts'

// Create, read, update and delete, as far as all kinds share them.

/** It exists, but something about it failed afterwards. https://github.com/pulumi/pulumi, `ErrorResourceInitFailed` */
export class Partial extends Error {
  readonly made: { id: string; state: Values }
  constructor(message: string, made: { id: string; state: Values }) {
    super(message)
    this.made = made
  }
}

export interface Request {
  urn: string
  type: string
  name: string
  id: string
  /** As the engine has it. */
  state: Values
  oldInputs: Values
  inputs: Values
  preview: boolean
}

type Lifecycle = (provider: Package, request: Request, context: Context) => Promise<{ id: string; state: Values }>

export const create: Lifecycle = async (provider, { urn, type, name, inputs, preview }, context) => {
  const kind = provider.kinds[type] ?? {}
  const { [DEFAULTS]: _defaults, ...asked } = inputs
  const resource: Resource = {
    ...context,
    urn,
    type,
    name,
    inputs: given(inputs),
    hex: randomBytes(32).toString('hex'),
  }
  if (preview) return { id: '', state: { ...foresee(provider, resource), ...asked } }
  const failure = context.cloud.takeFailure('create', type)
  if (failure === 'refused') throw injected('create', type)
  const { id, state } = describe(provider, resource)
  const made = { id, state: { ...state, ...asked } }
  if (kind.taken !== undefined && context.cloud.find(type, id)) throw new Error(`${kind.taken}: ${id} already exists`)
  await kind.create?.(resource, made)
  context.cloud.put({ type, urn, id: provider.local ? urn : id, state: given(made.state) }, 'create')
  if (failure === 'partial') throw new Partial(injected('create', type).message, made)
  if (failure === 'lost') throw injected('create', type)
  return made
}

export const update: Lifecycle = async (provider, request, context) => {
  const { urn, type, name, id, state, oldInputs, preview } = request
  const kind = provider.kinds[type] ?? {}
  const { [DEFAULTS]: _defaults, ...asked } = request.inputs
  const news = { ...state, ...asked }
  for (const key of Object.keys(oldInputs)) if (!(key in asked)) delete news[key]
  const inputs = given(request.inputs)
  const common = provider.common?.(inputs, context) ?? {}
  for (const [key, value] of Object.entries(common)) if (key in state) news[key] = value
  const changed = [...new Set([...differences(oldInputs, request.inputs).keys()].map(rootOf))]
  const resource: Resource = { ...context, urn, type, name, inputs, hex: '' }
  if (preview) {
    const outputs = await kind.update?.(resource, { id, state: given(state), changed, preview })
    for (const key of Object.keys(outputs ?? {})) news[key] = UNKNOWN
    return { id, state: news }
  }
  const failure = context.cloud.takeFailure('update', type)
  if (failure === 'refused') throw injected('update', type)
  if (!provider.local && !context.cloud.find(type, id))
    throw new Error(`ResourceNotFoundException: ${type} ${id} does not exist`)
  const outputs = await kind.update?.(resource, { id, state: given(state), changed, preview })
  const made = { id, state: { ...news, ...outputs } }
  context.cloud.put({ type, urn, id: provider.local ? urn : id, state: given(made.state) }, 'update', changed)
  if (failure === 'partial') throw new Partial(injected('update', type).message, made)
  if (failure === 'lost') throw injected('update', type)
  return made
}

/** What there is of it; nothing when it is gone. */
export const read: Lifecycle = async (provider, { type, id, state, oldInputs }, { cloud }) => {
  if (provider.local) return { id, state }
  const existing = cloud.find(type, id)
  if (existing === undefined) return { id: '', state: {} }
  // Secrets stay wrapped: only what differs from what the engine knows is taken from the cloud.
  const found = { ...state }
  for (const path of differences(given(state), existing.state).keys())
    found[rootOf(path)] = existing.state[rootOf(path)]
  for (const key of Object.keys(oldInputs)) if (key in existing.state) found[key] ??= existing.state[key]
  return { id, state: found }
}

export const remove: Lifecycle = async (provider, { urn, type, id }, context) => {
  const failure = context.cloud.takeFailure('delete', type)
  if (failure === 'refused' || failure === 'partial') throw injected('delete', type)
  const key = provider.local ? urn : id
  const existing = context.cloud.find(type, key)
  if (existing !== undefined && existing.urn === urn) {
    await provider.kinds[type]?.delete?.(existing, context)
    context.cloud.remove({ urn, type, id: key })
  }
  if (failure === 'lost') throw injected('delete', type)
  return { id: '', state: {} }
}

const injected = (op: string, type: string) => new Error(`InternalFailure: the test lets the ${op} of ${type} fail`)
