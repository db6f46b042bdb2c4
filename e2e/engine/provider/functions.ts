import type { Context, Package } from './kind.ts'
import { hexOf } from './outputs.ts'
import { fabricate, resultShape } from './shape.ts'
import type { Values } from './wire.ts'

/** What a function of the provider answers: what its table says, and something plausible for the rest. */
export async function answer(provider: Package, token: string, args: Values, context: Context): Promise<Values> {
  const known = provider.functions[token]
  if (known === undefined) throw new Error(`The stand-in has no answer to ${token}: add it to the table of functions.`)
  const hex = hexOf(JSON.stringify([token, args])).slice(0, 8)
  const rest = [...resultShape(token)].map(([key, type]) => [
    key,
    fabricate(key, type, { arn: `arn:${token}`, hex, name: hex }),
  ])
  return { ...Object.fromEntries(rest), ...args, ...(await known(args, context)) }
}
