interface Details {
  /** JSON-RPC error code. Default: -32000, the first of those left to the server (JSON-RPC 2.0, section 5.1). */
  code?: number
  headers?: Record<string, string>
}

/**
 * A refusal before the protocol's own dispatch. It leaves as an HTTP status with a JSON-RPC error.
 * The message goes to the caller: it names the value, the rule and the remedy.
 */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly status: number
  readonly code: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, { code = -32000, headers = {} }: Details = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
