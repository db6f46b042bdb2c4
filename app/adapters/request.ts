import type { APIGatewayProxyEvent } from 'aws-lambda'

/** What a proxy event says of its request, in the words of HTTP. */
export interface EventRequest {
  method: string
  /** Path and query. */
  url: string
  /** By names in lower case; several values of one name are joined. */
  headers: Record<string, string>
  body: Buffer | undefined
}

export function requestOf(event: APIGatewayProxyEvent): EventRequest {
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (values !== undefined) headers[name.toLowerCase()] = values.join(', ')
  }
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined) headers[name.toLowerCase()] = value
  }
  const body = event.body ? Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8') : undefined
  return { method: event.httpMethod, url: urlOf(event), headers, body }
}

function urlOf({ path, multiValueQueryStringParameters, queryStringParameters }: APIGatewayProxyEvent): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...queryStringParameters, ...multiValueQueryStringParameters })) {
    for (const one of [value ?? []].flat()) query.append(name, one)
  }
  return query.size > 0 ? `${path}?${query}` : path
}
