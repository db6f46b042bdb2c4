type Json = { [key: string]: unknown }

/**
 * Merges two versions of a JSON object by its keys, where a merge by lines would find a conflict in any two neighbours. What both
 * changed, and differently, stays as it is here.
 *
 * @param note gets each of those, by its path
 */
export function mergeJson(ours: Json, base: Json, next: Json, note: (path: string) => void, path = ''): Json {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(next)])]
  const entries = keys.flatMap(key => {
    const [own, old, later] = [ours[key], base[key], next[key]]
    const at = path === '' ? key : `${path}.${key}`
    if (isObject(own) && isObject(later)) return [[key, mergeJson(own, isObject(old) ? old : {}, later, note, at)]]
    if (same(later, old) || same(own, later)) return own === undefined ? [] : [[key, own]]
    if (same(own, old)) return later === undefined ? [] : [[key, later]]
    note(`${at}: here ${JSON.stringify(own) ?? 'gone'}, there ${JSON.stringify(later) ?? 'gone'}`)
    return own === undefined ? [] : [[key, own]]
  })
  return Object.fromEntries(entries)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
