import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headersOf } from './headers.ts'

type Line = [name: string, value: string]
type Maps = Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>

const seen: IncomingHttpHeaders[] = []
const server = createServer((req, res) => {
  seen.push(req.headers)
  res.end()
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  server.close()
})

/** What Node's own server makes of these lines. */
async function byNode(lines: Line[]): Promise<IncomingHttpHeaders> {
  const { port } = server.address() as AddressInfo
  const fixed = ['Host', 'localhost', 'Connection', 'close']
  const sent = request({ host: '127.0.0.1', port, headers: [...fixed, ...lines.flat()], agent: false })
  const [answer] = await once(sent.end(), 'response')
  answer.resume()
  const { host: _host, connection: _connection, ...headers } = seen.pop() ?? {}
  return headers
}

/** What API Gateway makes of them. */
function byGateway(lines: Line[]): Maps {
  const all = Map.groupBy(lines, ([name]) => name)
  return {
    headers: Object.fromEntries(lines),
    multiValueHeaders: Object.fromEntries([...all].map(([name, found]) => [name, found.map(([, value]) => value)])),
  }
}

describe('an event says what Node says of the same lines', () => {
  const twice = (name: string, one = 'one', two = 'two'): Line[] => [
    [name, one],
    [name, two],
  ]
  test.each<[string, Line[]]>([
    ['no line', []],
    ['a single line', [['Accept', 'application/json']]],
    ['Accept', twice('Accept', 'application/json', 'text/event-stream')],
    ['three lines, the second of which is empty', [...twice('X-Custom', 'one', ''), ['X-Custom', 'three']]],
    ['a line that is a list already', twice('Accept', 'a/b, c/d', 'e/f')],
    [
      'names that differ in case',
      [
        ['ACCEPT', 'a/b'],
        ['accept', 'c/d'],
        ['Accept', 'e/f'],
      ],
    ],
    ['cookies', twice('Cookie', 'a=1', 'b=2')],
    ['names that an object has by itself', [...twice('constructor'), ...twice('toString')]],
    ...[
      'Accept-Encoding Accept-Language Cache-Control Content-Encoding Forwarded If-Match If-None-Match Last-Event-ID',
      'MCP-Protocol-Version Mcp-Method Mcp-Name Mcp-Session-Id Origin Pragma Prefer Via Warning X-Forwarded-For X-Request-Id',
      'Age Authorization Content-Type ETag Expires From If-Modified-Since If-Unmodified-Since Last-Modified Location',
      'Max-Forwards Proxy-Authorization Referer Retry-After Server User-Agent',
    ]
      .join(' ')
      .split(' ')
      .map((name): [string, Line[]] => [`${name} twice`, twice(name)]),
  ])('%s', async (_case, lines) => {
    expect(headersOf(byGateway(lines))).toEqual({ ...(await byNode(lines)) })
  })
})

describe('an odd event', () => {
  const odd = (maps: unknown) => headersOf(maps as Maps)
  test.each<[string, unknown, object]>([
    ['without maps', {}, {}],
    ['with maps that are null', { headers: null, multiValueHeaders: null }, {}],
    ['with headers alone', { headers: { Accept: 'a/b' } }, { accept: 'a/b' }],
    ['with all lines alone', { headers: null, multiValueHeaders: { Accept: ['a/b', 'c/d'] } }, { accept: 'a/b, c/d' }],
    ['with null for a header', { headers: { Accept: null }, multiValueHeaders: { Accept: null } }, {}],
    ['with undefined for one', { headers: { Accept: undefined }, multiValueHeaders: { Accept: undefined } }, {}],
    ['with null among the lines', { multiValueHeaders: { Accept: [null, 'a/b', undefined] } }, { accept: 'a/b' }],
    ['with null for all lines', { headers: { Accept: 'a/b' }, multiValueHeaders: { Accept: null } }, { accept: 'a/b' }],
    ['without a line', { headers: { Accept: 'a/b' }, multiValueHeaders: { Accept: [] } }, { accept: 'a/b' }],
    ['with a text for the list of lines', { multiValueHeaders: { Accept: 'a/b' } }, { accept: 'a/b' }],
    [
      'with numbers',
      { headers: { Age: 7 }, multiValueHeaders: { 'X-Count': [1, 2] } },
      { age: '7', 'x-count': '1, 2' },
    ],
    [
      'with other cases in the two maps',
      { headers: { accept: 'c/d', 'X-ONLY': 'x' }, multiValueHeaders: { Accept: ['a/b', 'c/d'] } },
      { accept: 'a/b, c/d', 'x-only': 'x' },
    ],
  ])('%s is read', (_case, maps, headers) => {
    expect(odd(maps)).toEqual(headers)
  })
})
