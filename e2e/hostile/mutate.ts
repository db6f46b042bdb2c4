import { askable, legacy, modern, type Sent } from '../../scripts/build/messages.ts'
import { sentRequests } from '../../testing/corpus.ts'
import { prompts, resources } from './offers.ts'
import type { Random } from './random.ts'
import { tools } from './tools.ts'

const args = { id: 'a', filter: '{bad' }
const _meta = { progressToken: 'p', ...askable }

/** Valid requests of every kind: those of the corpus, and calls of what fails. */
export function validRequests(faults: boolean): Sent[] {
  const isWanted = ({ name }: { name: string }) => faults || !/^(leaves-|late-(throw|reject|emit))/.test(name)
  const both = (method: string, params: Record<string, unknown>) => [legacy(method, params), modern(method, params)]
  return [
    ...sentRequests,
    ...tools.filter(isWanted).flatMap(({ name }) => both('tools/call', { name, arguments: args, _meta })),
    ...prompts.filter(isWanted).flatMap(({ name }) => both('prompts/get', { name, arguments: args, _meta })),
    ...resources.flatMap(({ uri }) => both('resources/read', { uri, _meta })),
    ...prompts.flatMap(({ name }) =>
      both('completion/complete', { ref: { type: 'ref/prompt', name }, argument: { name: 'language', value: 'E' } }),
    ),
  ]
}

/** What no part of a request should be. */
const values: unknown[] = [
  ...[null, true, false, 0, -0, -1, 1e308, 1.5, 2 ** 53, '', ' ', 'a', '0', '__proto__', 'constructor', 'toString'],
  ...['\u0000', '\ud800', '👋', 'x'.repeat(5000), '../../etc/passwd', '{{7*7}}', '%00', 'http://[', '\r\nX: y'],
  ...[[], {}, [[]], [null], { toString: 1 }, { toJSON: 1 }, { valueOf: null }, { length: -1 }],
  ...[
    { __proto__: null, constructor: { prototype: 1 } },
    JSON.parse('{"__proto__":{"polluted":1}}'),
    JSON.parse('{"then":1}'),
    nested(70),
    wide(),
  ],
]

function nested(levels: number): unknown {
  let value: unknown = 0
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

function wide(): unknown {
  return Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`k${index}`, index]))
}

const headerNames = [
  ...['accept', 'content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-session-id', 'last-event-id'],
  ...['origin', 'authorization', 'content-encoding', 'x-forwarded-for', 'if-none-match', 'range', 'expect'],
]
const headerValues = [
  ...['', 'a', '*/*', 'null', '2025-11-25', '2026-07-28', '1999-01-01', '__proto__', 'x'.repeat(2000), 'text/html'],
  ...['application/json; charset=utf-16', 'Bearer ', 'gzip', '"', ',', ';q=', 'application/json', 'text/event-stream'],
]
const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND']
const paths = [
  '/',
  '//',
  '//mcp',
  '/mcp/',
  '/MCP',
  '/mcp?x=1',
  '/mcp#a',
  '/%6dcp',
  '/%',
  '/healthz',
  '/mcp/%2e%2e',
  '/.well-known/x',
]

const anyValue = (random: Random): unknown => structuredClone(random.of(values))

/** A request with one to three parts of it changed. */
export function mutate(request: Sent, random: Random): Sent {
  let changed: Sent = structuredClone(request)
  for (let change = random.below(3); change >= 0; change--) changed = random.of(changes)(changed, random)
  return changed
}

type Change = (request: Sent, random: Random) => Sent

const inBody: Change = (request, random) => {
  const { body } = request
  if (typeof body !== 'object' || body === null) return { ...request, body: anyValue(random) }
  changePart(body, random)
  return request
}

const changes: readonly Change[] = [
  ...Array<Change>(8).fill(inBody),
  (request, random) => ({
    ...request,
    headers: { ...request.headers, [random.of(headerNames)]: random.of(headerValues) },
  }),
  (request, random) => {
    const names = Object.keys(request.headers ?? {})
    const { [names.length > 0 ? random.of(names) : '']: _dropped, ...headers } = request.headers ?? {}
    return { ...request, headers }
  },
  (request, random) => ({ ...request, method: random.of(methods) }),
  (request, random) => ({ ...request, path: random.of(paths) }),
  (request, random) => ({ ...request, body: anyValue(random) }),
  (request, random) => ({ ...request, body: [request.body, random.next() < 0.5 ? request.body : anyValue(random)] }),
  (request, random) => ({ ...request, body: cut(JSON.stringify(request.body ?? null), random) }),
  (request, random) => ({
    ...request,
    body: [
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
      request.body,
      anyValue(random),
    ],
  }),
]

/** Changes, adds or removes something at a random depth. */
function changePart(part: object, random: Random): void {
  const fields = part as Record<string, unknown>
  const names = Object.keys(fields)
  const name = names.length > 0 ? random.of(names) : 'a'
  const value = fields[name]
  if (typeof value === 'object' && value !== null && random.next() < 0.7) {
    changePart(value, random)
    return
  }
  const kind = random.below(4)
  if (kind === 0) delete fields[name]
  else if (kind === 1)
    fields[random.of(['a', '__proto', 'toJSON', 'constructor', 'uri', 'name', 'id', 'method'])] = anyValue(random)
  else fields[name] = anyValue(random)
}

/** A text without its end, or with a character changed. */
function cut(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  return random.next() < 0.5
    ? text.slice(0, at)
    : `${text.slice(0, at)}${random.of(['"', '{', '\\', '\u0000', 'é'])}${text.slice(at + 1)}`
}

/** Calls of the fixture that waits, made short. */
export function shortened(request: Sent): Sent {
  const text = JSON.stringify(request.body) ?? ''
  if (!text.includes('countdown')) return request
  return {
    ...request,
    body: JSON.parse(text.replace(/"intervalMs":\d+/g, '"intervalMs":1').replace(/"from":\d+/g, '"from":2')),
  }
}
