import { HttpError } from './http-error.ts'

/** What a request's JSON may hold. Its text is bounded too, to 4 MiB: one long string costs nothing. */
export interface RequestBounds {
  /** Keys and values: each entry of an object, and each of an array, at any depth. Default: 10,000. */
  maxValues?: number
  /** How deep objects and arrays may be nested. Default: 64. */
  maxDepth?: number
}

export const requestBounds = { maxValues: 10_000, maxDepth: 64 } as const

/**
 * Refuses a body that would take seconds to validate: that work cannot be interrupted, so no deadline ends it, and no other
 * call of the process goes on meanwhile. Looks at no more than the bounds allow.
 *
 * @throws {HttpError} 400 with -32600 that names the bound
 */
export function refuseUnbounded(body: unknown, bounds: RequestBounds = {}): void {
  const { maxValues = requestBounds.maxValues, maxDepth = requestBounds.maxDepth } = bounds
  let values = 0
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth++) {
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (depth === maxDepth) throw refusal(`nests more than ${maxDepth} levels deep`, 'MAX_REQUEST_DEPTH')
      for (const key in value) {
        if (++values > maxValues) throw refusal(`holds more than ${maxValues} keys and values`, 'MAX_REQUEST_VALUES')
        below.push((value as Record<string, unknown>)[key])
      }
    }
    level = below
  }
}

function refusal(what: string, variable: string): HttpError {
  const message = `Invalid Request: the body ${what}. Send less at a time; ${variable} sets this server's limit.`
  return new HttpError(400, message, { code: -32600 })
}
