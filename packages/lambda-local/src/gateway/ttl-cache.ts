export interface TtlCache<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
}

/** So many values are kept; then the oldest goes. */
const maxValues = 1000

/** Keeps each value for so many milliseconds; 0 keeps none. */
export function createTtlCache<T>(ttlMs: number, clock: () => number): TtlCache<T> {
  const entries = new Map<string, { value: T; expiresAt: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      return entry !== undefined && clock() < entry.expiresAt ? entry.value : undefined
    },
    set(key, value) {
      if (ttlMs === 0) return
      entries.delete(key)
      entries.set(key, { value, expiresAt: clock() + ttlMs })
      const [oldest] = entries.keys()
      if (entries.size > maxValues && oldest !== undefined) entries.delete(oldest)
    },
  }
}
