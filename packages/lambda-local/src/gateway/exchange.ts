import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Context } from './context.ts'
import type { Header } from './headers.ts'

/** One request as the gateway has taken it in. */
export interface GatewayRequest {
  /** As sent, names in the caller's case. */
  headers: Header[]
  /** Without the stage, still encoded. */
  path: string
  /** Without its question mark, still encoded. */
  query: string
  body: Buffer
}

/** One request, what is known of it, and where its answer goes. */
export interface Exchange {
  request: GatewayRequest
  context: Context
  res: ServerResponse
}

/** Answers an exchange. Throws a `GatewayError` as long as nothing of an answer has been sent. */
export type Integration = (exchange: Exchange) => Promise<void>

export interface Answer {
  status: number
  headers: Header[]
  body: Buffer
}

/** Sends a whole answer. */
export function send({ context, res }: Omit<Exchange, 'request'>, { status, headers, body }: Answer): void {
  // A 204 and a 304 have no body, and a length of none would be one of theirs: RFC 9110, section 8.6.
  const length: Header[] = status === 204 || status === 304 ? [] : [['Content-Length', String(body.length)]]
  sendHead({ context, res }, status, [...length, ...headers])
  res.end(body)
}

/** Sends status and headers, among them the gateway's own. */
export function sendHead({ context, res }: Omit<Exchange, 'request'>, status: number, headers: Header[]): void {
  context.status = status
  const own: Header[] = [
    ['x-amzn-RequestId', context.requestId],
    ['x-amz-apigw-id', context.extendedRequestId],
  ]
  res.writeHead(status, STATUS_CODES[status] ?? '', [...own, ...headers].flat())
}
