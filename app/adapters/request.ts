import { stringify } from 'node:querystring'
import type { APIGatewayProxyEvent } from 'aws-lambda'

/** What a proxy event says of its request, in the words of HTTP. */
export interface EventRequest {
  method: string
  /** Path and query. */
  url: string
  /** By names in lower case; several values of one name are joined. */
  headers: Record<string, string>
  body: Buffer
}

export function requestOf(event: APIGatewayProxyEvent): EventRequest {
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (values != null) headers[name.toLowerCase()] = values.join(', ')
  }
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value != null) headers[name.toLowerCase()] = value
  }
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  headers['content-length'] ??= String(body.length)
  return { method: event.httpMethod, url: urlOf(event), headers, body }
}

function urlOf({ path, multiValueQueryStringParameters: many, queryStringParameters: single }: APIGatewayProxyEvent) {
  const query = stringify({ ...many, ...single, ...many })
  const pathname = path.replace(/[?#]/g, encodeURIComponent) // A path from here on, whatever it was to the gateway.
  return query === '' ? pathname : `${pathname}?${query}`
}
