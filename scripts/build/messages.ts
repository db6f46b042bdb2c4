export interface Sent {
  /** Default: POST. */
  method?: string
  /** Default: `/mcp`. */
  path?: string
  /** Beside or instead of the usual ones. */
  headers?: Record<string, string>
  /** Sent as JSON unless it is a string. Default: none. */
  body?: unknown
}

/** The `_meta` of a client that can ask its user. */
export const askable = { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } }

/** A request in the 2025 generation. */
export const legacy = (method: string, params: object = {}): Sent => ({
  headers: { 'MCP-Protocol-Version': '2025-11-25' },
  body: { jsonrpc: '2.0', id: 1, method, params },
})

/** A request in the 2026 generation, of a client without capabilities unless `_meta` says otherwise. */
export function modern(method: string, params: Record<string, unknown> = {}, version = '2026-07-28'): Sent {
  const _meta = {
    ...(params._meta as object | undefined),
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
    ...(params._meta as object | undefined),
  }
  return {
    headers: {
      'MCP-Protocol-Version': version,
      'Mcp-Method': method,
      ...(typeof params.name === 'string' && { 'Mcp-Name': params.name }),
    },
    body: { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } },
  }
}
