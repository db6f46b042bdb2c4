import { HttpError } from './http-error.ts'

/**
 * Refuses a batch in which two requests have one id, before either is done: the caller could not tell their answers apart,
 * and the SDK would keep one of the two. JSON-RPC 2.0, section 6, has the client match answers by their ids; MCP 2025-03-26,
 * basic, "Requests": an id "MUST NOT have been previously used by the requestor".
 *
 * @throws {HttpError} 400 with -32600
 */
export function refuseIdsTwice(body: unknown): void {
  if (!Array.isArray(body)) return
  const seen = new Set<unknown>()
  for (const message of body) {
    const { id, method } = (message ?? {}) as { id?: unknown; method?: unknown }
    if (id === undefined || method === undefined) continue // A notification, a response.
    if (seen.has(id)) throw twice(id)
    seen.add(id)
  }
}

function twice(id: unknown): HttpError {
  const shown = JSON.stringify(id).slice(0, 100)
  return new HttpError(
    400,
    `Invalid Request: two requests of the batch have the id ${shown}. Give each an id of its own.`,
    {
      code: -32600,
    },
  )
}
