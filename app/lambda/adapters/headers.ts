import type { APIGatewayProxyEvent } from 'aws-lambda'

/**
 * The fields of which Node keeps the first value and drops the others, as more than one has no meaning:
 * https://nodejs.org/api/http.html#messageheaders. `Set-Cookie`, which no request has, aside.
 */
const single = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
])

/**
 * The headers of a proxy event as Node has those of a socket's request, so that a request means the same by either way:
 * names in lower case, the lines of a field joined in their order (RFC 9110, section 5.3), cookies by a semicolon (RFC 6265,
 * section 5.4), and of a field that stands for one value the first.
 *
 * API Gateway writes each header into both maps: all of its lines into `multiValueHeaders`, and the last of them into
 * `headers`, which counts only where the other has none. A map that is null, and a value that is null, are not there.
 */
export function headersOf({
  headers,
  multiValueHeaders,
}: Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>): Record<string, string> {
  const all = linesOf(multiValueHeaders)
  const last = linesOf(headers)
  return Object.fromEntries([...last, ...all].map(([name, lines]) => [name, joined(name, lines)]))
}

/** By names in lower case, with the lines of names that differ in case alone together. */
function linesOf(map: Record<string, unknown> | null | undefined): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const [given, value] of Object.entries(map ?? {})) {
    const name = given.toLowerCase()
    const lines = [value].flat().filter(line => line != null)
    if (lines.length > 0) fields.set(name, [...(fields.get(name) ?? []), ...lines.map(String)])
  }
  return fields
}

function joined(name: string, lines: string[]): string {
  if (single.has(name)) return lines[0] ?? ''
  return lines.join(name === 'cookie' ? '; ' : ', ')
}
