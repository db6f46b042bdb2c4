import type { APIGatewayProxyEvent } from 'aws-lambda'
import { proxyEvent } from '../proxy-event.ts'
import { legacy, modern, type Sent } from './messages.ts'

const call = (name: string, args: object = {}) => ({ name, arguments: args })
const handshake = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '0' } }
const batch = [1, 2].map(id => ({ jsonrpc: '2.0', id, method: 'tools/call', params: call('ping') }))
const notification = { jsonrpc: '2.0', method: 'notifications/initialized' }

const both = (method: string, params: Record<string, unknown> = {}) => [
  [`${method} ${JSON.stringify(params)}, 2025-11-25`, legacy(method, params)] as const,
  [`${method} ${JSON.stringify(params)}, 2026-07-28`, modern(method, params)] as const,
]

/**
 * Requests of every kind, with the name of each: what the tests send to the server as it is shipped. Their answers depend on
 * nothing but the code, so two builds of it must answer alike.
 */
const sent: (readonly [string, Sent])[] = [
  ['initialize', legacy('initialize', handshake)],
  ['initialize of an older version', legacy('initialize', { ...handshake, protocolVersion: '2024-11-05' })],
  ['a notification', { ...legacy(''), body: notification }],
  ['a batch', { ...legacy(''), body: batch }],
  ['a mixed batch', { ...legacy(''), body: [...batch, notification] }],
  ['ping', legacy('ping')],
  ...both('server/discover'),
  ...both('tools/list'),
  ...both('tools/call', call('ping')),
  ...both('tools/call', call('ping', { message: 'Grüße, 世界 👋 "quoted"\n' })),
  ...both('tools/call', call('ping', { message: 7 })),
  ...both('tools/call', call('whoami')),
  ...both('tools/call', call('countdown', { from: 2, intervalMs: 1 })),
  ...both('tools/call', { ...call('countdown', { from: 2, intervalMs: 1 }), _meta: { progressToken: 'p' } }),
  // Answered with errors: a question, with its time and its signature, would differ from one run to the next.
  ...both('tools/call', call('delete-report', { report: 7 })),
  ...both('tools/call', { ...call('delete-report', { report: 7 }), requestState: 'v1.e30.AAAA' }),
  ...both('tools/call', call('no-such-tool')),
  ...both('tools/call', {}),
  ...both('resources/list'),
  ...both('resources/templates/list'),
  ...both('resources/read', { uri: 'server://about' }),
  ...both('resources/read', { uri: 'server://nowhere' }),
  ...both('resources/subscribe', { uri: 'server://about' }),
  ...both('prompts/list'),
  ...both('prompts/get', { name: 'check-connection', arguments: { language: 'Māori' } }),
  ...both('prompts/get', { name: 'no-such-prompt' }),
  ...both('completion/complete', {
    ref: { type: 'ref/prompt', name: 'check-connection' },
    argument: { name: 'language', value: 'E' },
  }),
  ...both('logging/setLevel', { level: 'debug' }),
  ...both('subscriptions/listen'),
  ...both('no/such/method'),
  [
    'a header that disagrees with the body',
    { ...modern('tools/list'), headers: { ...modern('tools/list').headers, 'Mcp-Method': 'tools/call' } },
  ],
  ['a version of the future', modern('tools/list', {}, '2099-01-01')],
  ['a header that no message could hold', { ...legacy('tools/list'), headers: { 'Mcp-Name': 'Ω' } }],
  ['JSON only', { ...legacy('tools/list'), headers: { Accept: 'application/json' } }],
  ['no type that is served', { ...legacy('tools/list'), headers: { Accept: 'text/html' } }],
  ['a wrong content type', { ...legacy('tools/list'), headers: { 'Content-Type': 'text/plain' } }],
  ['no JSON', { ...legacy(''), body: '{' }],
  ['no JSON-RPC', { ...legacy(''), body: '"hello"' }],
  ['an empty batch', { ...legacy(''), body: [] }],
  ['no body', {}],
  ['a body above the limit', { body: JSON.stringify({ padding: 'x'.repeat(4 * 1024 * 1024) }) }],
  ['a content type that only begins right', { ...legacy('ping'), headers: { 'Content-Type': 'application/jsonx' } }],
  ['PUT', { method: 'PUT', body: {} }],
  ['GET', { method: 'GET' }],
  ['DELETE', { method: 'DELETE' }],
  ['HEAD', { method: 'HEAD' }],
  [
    'a preflight',
    { method: 'OPTIONS', headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' } },
  ],
  ['health', { method: 'GET', path: '/healthz' }],
  ['another path', { path: '/nowhere', body: {} }],
]

/** The requests alone. */
export const sentRequests: Sent[] = sent.map(([, request]) => request)

const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }

/** The corpus as the events that API Gateway makes of it. */
export const corpus: { name: string; event: APIGatewayProxyEvent }[] = sent.map(
  ([name, { method = 'POST', path = '/mcp', headers, body }]) => {
    const text = typeof body === 'string' || body === undefined ? (body ?? null) : JSON.stringify(body)
    return { name, event: proxyEvent(method, path, text, { headers: { ...usual, ...headers } }) }
  },
)

/** Methods by which a request runs what the catalog holds. */
const running = /"method":"(tools\/call|resources\/read|prompts\/get|completion\/complete)"/

/** Those requests that run nothing of the catalog's: what a build may send to whatever tools there are. */
export const harmless = corpus.filter(({ event }) => !running.test(event.body ?? ''))
