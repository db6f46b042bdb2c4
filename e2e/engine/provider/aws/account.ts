import type { Context, Resource } from '../kind.ts'
import type { Values } from '../wire.ts'

/** The account that every stand-in resource belongs to. */
export const account = process.env.STAND_IN_ACCOUNT ?? '123456789012'

export const regionOf = ({ config }: Pick<Context, 'config'>, inputs: Values = {}): string =>
  String(inputs.region ?? config.region)

/** The provider's settings reach it as JSON. */
export const partOf = (value: unknown): Values | undefined =>
  (typeof value === 'string' && value !== '' ? JSON.parse(value) : value) as Values | undefined

/** An id of so many letters and digits, the same for one resource as long as it lives. */
export function shortId({ hex }: Pick<Resource, 'hex'>, length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const digit = (index: number) => alphabet[Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16) % alphabet.length]
  return Array.from({ length }, (_, index) => digit(index)).join('')
}

export const uuid = ({ hex }: Pick<Resource, 'hex'>): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')
