import { stringify } from 'node:querystring'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { headersOf } from './headers.ts'

/** What a proxy event says of its request, in the words of HTTP. */
export interface EventRequest {
  method: string
  /** Path and query. */
  url: string
  /** As Node has those of a socket's request: {@link headersOf}. */
  headers: Record<string, string>
  body: Buffer
}

export function requestOf(event: APIGatewayProxyEvent): EventRequest {
  const headers = headersOf(event)
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  headers['content-length'] ??= String(body.length)
  return { method: event.httpMethod, url: urlOf(event), headers, body }
}

function urlOf({ path, multiValueQueryStringParameters: many, queryStringParameters: single }: APIGatewayProxyEvent) {
  const query = stringify({ ...many, ...single, ...many })
  const pathname = path.replace(/[?#]/g, encodeURIComponent) // A path from here on, whatever it was to the gateway.
  return query === '' ? pathname : `${pathname}?${query}`
}
