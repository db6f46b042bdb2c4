import { type Context, type Package, Refused } from './kind.ts'
import { hexOf } from './outputs.ts'
import { resourceShape } from './shape.ts'
import { DEFAULTS, plain, type Values } from './wire.ts'

export interface CheckRequest {
  type: string
  name: string
  olds: Values
  news: Values
  seed: Uint8Array
}

export interface Checked {
  inputs: Values
  failures: { property: string; reason: string }[]
}

/** Checks inputs as a provider does before a preview, and gives a name to what has none. */
export function check(provider: Package, { type, name, olds, news, seed }: CheckRequest, context: Context): Checked {
  const { inputs: known } = resourceShape(type)
  const unexpected = Object.keys(news).filter(key => key !== DEFAULTS && !known.has(key))
  const missing = [...known].filter(([key, { required }]) => required && news[key] === undefined)
  const failures = [
    ...unexpected.map(key => ({ property: key, reason: `An argument named "${key}" is not expected here.` })),
    ...missing.map(([key]) => ({ property: key, reason: `Missing required argument "${key}".` })),
  ]
  const inputs = named(provider, { type, name, olds, news, seed })
  try {
    const auto = provider.autoname?.(type)
    const chosen = auto && plain(inputs[auto.property])
    if (auto && typeof chosen === 'string' && chosen.length > auto.longest)
      throw new Refused(
        auto.property,
        `expected length of name to be in the range (1 - ${auto.longest}), got ${chosen}`,
      )
    provider.kinds[type]?.check?.(plain(inputs), context)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    failures.push({ property: error.property, reason: error.message })
  }
  return { inputs, failures }
}

/**
 * The name of the program's resource, a dash and seven hexadecimal digits; kept for life.
 * https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfbridge/names.go
 */
function named(provider: Package, { type, name, olds, news, seed }: CheckRequest): Values {
  const auto = provider.autoname?.(type)
  if (auto === undefined || news[auto.property] !== undefined || !resourceShape(type).inputs.has(auto.property))
    return news
  const kept = (olds[DEFAULTS] as string[] | undefined)?.includes(auto.property) ? olds[auto.property] : undefined
  const fresh = `${name}-${hexOf(seed).slice(0, 7)}`
  return { ...news, [auto.property]: kept ?? fresh, [DEFAULTS]: [auto.property] }
}
