import type { Package } from './kind.ts'
import { type Change, DEFAULTS, differences, plain, rootOf, type Values } from './wire.ts'

export interface DiffRequest {
  type: string
  /** Inputs and outputs as they were. */
  oldInputs: Values
  state: Values
  news: Values
  /** Outputs that follow from the inputs and the provider's settings: `tagsAll`. */
  common: Values
}

export interface Diff {
  changes: Map<string, Change>
  replaces: string[]
  deleteBeforeReplace: boolean
}

/** What a provider would do about new inputs: nothing, an update, or a replacement. */
export function diff(provider: Package, { type, oldInputs, state, news, common }: DiffRequest): Diff {
  const kind = provider.kinds[type] ?? {}
  const changes = differences(oldInputs, news)
  // What a refresh found to be different from what the program asks for.
  for (const key of Object.keys(news)) {
    const asked = [...changes.keys()].some(path => rootOf(path) === key)
    if (key !== DEFAULTS && key in state && !asked) differences(state[key], news[key], key, changes)
  }
  for (const [key, value] of Object.entries(common)) if (key in state) differences(state[key], value, key, changes)

  const forces = (property: string) => kind.replaces === 'all' || (kind.replaces ?? []).includes(property)
  const replaces = [...new Set([...changes.keys()].map(rootOf).filter(forces))]
  const auto = provider.autoname?.(type)
  // As in the bridge: what has a name of its own cannot be there twice.
  const fixed =
    auto !== undefined &&
    !(news[DEFAULTS] as string[] | undefined)?.includes(auto.property) &&
    plain(state[auto.property]) === plain(news[auto.property]) &&
    news[auto.property] !== undefined
  const deleteBeforeReplace = replaces.length > 0 && (kind.deleteBeforeReplace === true || fixed)
  return { changes, replaces, deleteBeforeReplace }
}
