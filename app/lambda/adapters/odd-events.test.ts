import type { APIGatewayProxyEvent } from 'aws-lambda'
import { describe, expect, test, vi } from 'vitest'
import { proxyEvent } from '../../../scripts/build/proxy-event.ts'
import { RecordingStream } from '../../../testing/recording-stream.ts'
import { ping } from '../../../testing/tools/ping.ts'
import type { AppOptions } from '../../app.ts'
import { silent } from '../../log.ts'
import { createMcp } from '../../mcp/create-mcp.ts'
import { serverInfo } from '../../server-info.ts'
import { createHandler } from '../handler.ts'
import { createStream } from '../stream.ts'

// Events that API Gateway would not send, or not so: by hand, by another gateway, by a test console.

const mcp = createMcp({ info: serverInfo, tools: [ping] })
const options: AppOptions = { mcp, log: silent, authorization: 'none', jwt: undefined, hosts: 'any', origins: 'any' }
const clock = { getRemainingTimeInMillis: () => 30_000 }
vi.stubGlobal('awslambda', RecordingStream.runtime)

const [handler, stream] = [createHandler(options), createStream(options)]
const handlers: Record<
  string,
  (event: APIGatewayProxyEvent) => Promise<{ statusCode?: number | undefined; body: string }>
> = {
  buffered: event => handler(event, clock),
  async streamed(event) {
    const out = new RecordingStream()
    await stream(event, out, clock)
    return { statusCode: out.head?.statusCode, body: out.body }
  },
}

const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'ping' } })
const headers = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
const lists = { Accept: ['application/json', 'text/event-stream'], 'Content-Type': ['application/json'] }
const gateway = proxyEvent('POST', '/mcp', body, { headers })

const rows: [what: string, changes: object, status: number][] = [
  ['as API Gateway sends it', {}, 200],
  [
    'with the last line in headers, and all in multiValueHeaders',
    { headers: { ...headers, Accept: 'text/event-stream' }, multiValueHeaders: lists },
    200,
  ],
  ['with headers alone', { multiValueHeaders: undefined }, 200],
  ['with headers, and null for multiValueHeaders', { multiValueHeaders: null }, 200],
  ['with multiValueHeaders alone', { headers: undefined, multiValueHeaders: lists }, 200],
  ['with multiValueHeaders, and null for headers', { headers: null, multiValueHeaders: lists }, 200],
  ['with neither', { headers: null, multiValueHeaders: null }, 415],
  ['with both empty', { headers: {}, multiValueHeaders: {} }, 415],
  ['with neither there', { headers: undefined, multiValueHeaders: undefined }, 415],
  ['with null for the lines of a header', { multiValueHeaders: { Accept: null, 'Content-Type': null } }, 200],
  ['with null for a header', { headers: { ...headers, Accept: null, Origin: null } }, 200],
  [
    'with undefined for a header',
    { headers: { ...headers, Origin: undefined }, multiValueHeaders: { Origin: undefined } },
    200,
  ],
  ['with null among the lines', { multiValueHeaders: { ...lists, Accept: [null, ...lists.Accept] } }, 200],
  ['with no lines for a header', { multiValueHeaders: { Accept: [], 'Content-Type': [] } }, 200],
  ['with a text for the lines', { headers: null, multiValueHeaders: headers }, 200],
  ['with a number for a header', { headers: { ...headers, 'X-Count': 7 }, multiValueHeaders: { 'X-Count': [7] } }, 200],
  [
    'with names in lower case',
    {
      headers: { accept: 'text/event-stream' },
      multiValueHeaders: { accept: lists.Accept, 'content-type': ['application/json'] },
    },
    200,
  ],
  [
    'with names in mixed case',
    {
      headers: null,
      multiValueHeaders: {
        ACCEPT: ['application/json'],
        accept: ['text/event-stream'],
        'CONTENT-Type': ['application/json'],
      },
    },
    200,
  ],
  [
    'with a name that differs between the maps',
    { headers: { accept: 'text/event-stream' }, multiValueHeaders: lists },
    200,
  ],
  [
    'with a Content-Type on two lines, of which the first counts',
    { multiValueHeaders: { ...lists, 'Content-Type': ['application/json', 'text/plain'] } },
    200,
  ],
  [
    'with the names that an object has by itself',
    { headers: { ...headers, constructor: 'x', toString: 'x', ['__proto__']: 'x' } },
    200,
  ],
  ['with a list for headers', { headers: [], multiValueHeaders: lists }, 200],
  ['with a text for headers', { headers: 'x' }, 400],
  ['with a text for multiValueHeaders', { multiValueHeaders: 'x' }, 400],
  ['with a number for multiValueHeaders', { multiValueHeaders: 7 }, 400],
  ['with a text for the query', { queryStringParameters: 'x' }, 400],
  ['with a text for all of the query', { multiValueQueryStringParameters: 'x' }, 400],
  [
    'with a query of nulls',
    { queryStringParameters: { a: null }, multiValueQueryStringParameters: { a: null, b: [null] } },
    200,
  ],
  ['with a body in base64', { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }, 200],
  ['with null for the body', { body: null }, 400],
  ['without a body', { body: undefined }, 400],
  ['with null for who calls', { requestContext: { ...gateway.requestContext, identity: null, authorizer: null } }, 200],
  ['with an empty context', { requestContext: {} }, 200],
  ['with nulls in its context', { requestContext: { requestId: null, stage: null, path: null, identity: null } }, 200],
]

describe.each(Object.entries(handlers))('an event, %s,', (_name, serve) => {
  test.each(rows)('%s', async (_what, changes, status) => {
    const event = { ...gateway, ...changes } as APIGatewayProxyEvent
    const answer = await serve(event)
    expect(answer.statusCode, answer.body).toBe(status)
    expect(answer.body).toContain(status === 200 ? '"pong"' : '"error"')
  })
})
