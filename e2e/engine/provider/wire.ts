// Property values as they travel between the engine and a provider, and how they differ.
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go

export type Values = Record<string, unknown>

/** A value that a preview cannot know yet. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'
const SIGNATURE = '4dabf18193072939515e22adb298388d'
const SECRET = '1b47061264138c4ac30d75fd1eb44270'

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSecret = (value: unknown): value is { value: unknown } => isObject(value) && value[SIGNATURE] === SECRET

export const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, value })

/** The value without its secret wrappers, as a cloud would get it. */
export function plain<T = unknown>(value: unknown): T {
  if (isSecret(value)) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain) as T
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) as T
  return value as T
}

export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown)
  return value === UNKNOWN || (isObject(value) && Object.values(value).some(hasUnknown))
}

export type Change = 'add' | 'delete' | 'update'

/** The paths at which two sets of values differ: `settings.throttlingRateLimit`. An unknown differs from everything. */
export function differences(olds: unknown, news: unknown, path = '', found = new Map<string, Change>()) {
  const old = isSecret(olds) ? olds.value : olds
  const given = isSecret(news) ? news.value : news
  if (isAbsent(old) && isAbsent(given)) return found
  if (isAbsent(old)) return found.set(path, 'add')
  if (isAbsent(given)) return found.set(path, 'delete')
  if (Array.isArray(old) && Array.isArray(given)) {
    for (let index = 0; index < Math.max(old.length, given.length); index++)
      differences(old[index], given[index], `${path}[${index}]`, found)
  } else if (isObject(old) && isObject(given)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(given)]))
      if (key !== DEFAULTS) differences(old[key], given[key], step(path, key), found)
  } else if (old !== given) found.set(path, 'update')
  return found
}

/** Inputs that the provider filled in by itself, as the Terraform bridge writes them down. */
export const DEFAULTS = '__defaults'

const isAbsent = (value: unknown) => value === undefined || value === null

function step(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}["${key}"]`
  return path === '' ? key : `${path}.${key}`
}

/** The property that a path begins with. */
export const rootOf = (path: string): string => path.split(/[.[]/)[0] ?? ''

/** google-protobuf's Struct refuses `undefined`. */
export function defined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(each => (each === undefined ? null : defined(each))) as T
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, defined(each)]])),
  ) as T
}
