type Id = string | number | null

/**
 * A JSON-RPC error as text. Koa gets text and never an object: to see whether an object is a Response, it would load
 * Node's whole fetch.
 */
export function rpcError(code: number, message: string, id: Id = null): string {
  return JSON.stringify(errorObject(code, message, id))
}

/** The same for each request that `body`, a message or a batch, holds. */
export function rpcErrorFor(body: unknown, code: number, message: string): string {
  if (!Array.isArray(body)) return rpcError(code, message, idOf(body))
  return JSON.stringify(
    body
      .map(message => idOf(message))
      .filter(id => id !== null)
      .map(id => errorObject(code, message, id)),
  )
}

function errorObject(code: number, message: string, id: Id) {
  return { jsonrpc: '2.0', id, error: { code, message } }
}

function idOf(message: unknown): Id {
  const { id } = (message ?? {}) as { id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? id : null
}
