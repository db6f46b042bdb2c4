import type { APIGatewayProxyEvent } from 'aws-lambda'
import { legacy, modern, type Sent } from './messages.ts'
import { proxyEvent } from './proxy-event.ts'

/** A request, and the name by which a difference in its answers is reported. */
export type NamedRequest = readonly [name: string, sent: Sent]

/** A request, as the event that API Gateway makes of it. */
export interface NamedEvent {
  name: string
  event: APIGatewayProxyEvent
}

/** A method in both generations of the protocol. */
export const both = (method: string, params: Record<string, unknown> = {}): NamedRequest[] => [
  [`${method} ${JSON.stringify(params)}, 2025-11-25`, legacy(method, params)],
  [`${method} ${JSON.stringify(params)}, 2026-07-28`, modern(method, params)],
]

const handshake = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '0' } }
export const notification = { jsonrpc: '2.0', method: 'notifications/initialized' }

/**
 * Requests that run nothing of the catalog's, whatever it offers: a build may send them. Their answers depend on nothing but
 * the code, so two builds of it must answer alike.
 */
export const harmlessRequests: readonly NamedRequest[] = [
  ['initialize', legacy('initialize', handshake)],
  ['initialize of an older version', legacy('initialize', { ...handshake, protocolVersion: '2024-11-05' })],
  ['a notification', { ...legacy(''), body: notification }],
  ['ping', legacy('ping')],
  ...both('server/discover'),
  ...both('tools/list'),
  ...both('resources/list'),
  ...both('resources/templates/list'),
  ...both('prompts/list'),
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

const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }

/** Requests as events. */
export function asEvents(requests: readonly NamedRequest[]): NamedEvent[] {
  return requests.map(([name, { method = 'POST', path = '/mcp', headers, body }]) => {
    const text = typeof body === 'string' || body === undefined ? (body ?? null) : JSON.stringify(body)
    return { name, event: proxyEvent(method, path, text, { headers: { ...usual, ...headers } }) }
  })
}

/** The same requests as events. */
export const harmless = asEvents(harmlessRequests)
