import type { APIGatewayProxyEvent } from 'aws-lambda'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { proxyEvent, rpcEvent } from '../../scripts/build/proxy-event.ts'
import { recordingLog } from '../../testing/recording-log.ts'
import { whoami } from '../../testing/tools/whoami.ts'
import type { AppOptions } from '../app.ts'
import { silent } from '../log.ts'
import { createMcp } from '../mcp/create-mcp.ts'
import { defineTool } from '../mcp/tool.ts'
import { serverInfo } from '../server-info.ts'
import { createHandler } from './handler.ts'

let aborted: Promise<void>
const sleeper = defineTool({
  name: 'sleeper',
  description: 'Waits for its abort.',
  run: (_args, { signal }) => {
    aborted = new Promise(resolve => signal.addEventListener('abort', () => resolve()))
    return new Promise<string>(() => {})
  },
})
const talker = defineTool({
  name: 'talker',
  description: 'Answers as much as asked for.',
  input: z.object({ text: z.string(), times: z.int() }),
  run: ({ text, times }) => text.repeat(times),
})
const mcp = createMcp({ info: serverInfo, tools: [sleeper, talker, whoami] })
const options: AppOptions = { mcp, log: silent, authorization: 'none', jwt: undefined, hosts: 'any', origins: 'any' }
const handler = createHandler(options)
const within = (ms: number) => ({ getRemainingTimeInMillis: () => ms })

/** The JSON-RPC message of an answer, plain or as the one event of a stream. */
function messageOf({ body }: { body: string }) {
  return JSON.parse(body.startsWith('event:') ? body.slice(body.indexOf('data: ') + 6) : body)
}

const legacyCall = (name: string, args: object = {}, id: unknown = 7) =>
  proxyEvent(
    'POST',
    '/mcp',
    JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } }),
    {
      headers: { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' },
    },
  )

describe.each([
  ['2026-07-28', (name: string, args: object = {}) => rpcEvent('tools/call', { name, arguments: args })],
  ['2025-11-25', legacyCall],
])('a tools/call of %s', (_version, call) => {
  test('still running 500 ms before the deadline is aborted, and the answer names the limit', async () => {
    const { log, records } = recordingLog()
    const answer = await createHandler({ ...options, log })(call('sleeper'), within(600))
    expect(answer.statusCode).toBe(200)
    expect(messageOf(answer)).toMatchObject({
      jsonrpc: '2.0',
      error: { code: -32603, message: expect.stringContaining('100 ms') },
    })
    expect(messageOf(answer).id).toBeTypeOf('number')
    await aborted
    expect(records).toContainEqual(expect.objectContaining({ level: 'error', message: 'limit reached' }))
  })

  test('whose answer does not fit into 6 MB becomes an error that says so', async () => {
    // Below the limit in characters, above it in JSON.
    for (const [text, times] of [
      ['x', 6_300_000],
      ['"', 2_000_000],
    ] as const) {
      const answer = await handler(call('talker', { text, times }), within(30_000))
      expect(messageOf(answer)).toMatchObject({ error: { code: -32603, message: expect.stringContaining('6.0 MB') } })
    }
  })

  test('whose answer just fits is sent', async () => {
    const answer = await handler(call('talker', { text: 'x', times: 6_000_000 }), within(30_000))
    expect(messageOf(answer).result.content[0].text).toHaveLength(6_000_000)
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6 * 1024 * 1024)
  })
})

test('a batch out of time is answered as far as it has come, the rest with the error', async () => {
  const calls = ['whoami', 'sleeper'].map((name, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name },
  }))
  const { body } = await handler({ ...legacyCall('whoami'), body: JSON.stringify(calls) }, within(600))
  const messages = [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))
  expect(messages).toMatchObject([
    { id: 0, result: { structuredContent: { principal: 'anonymous' } } },
    { id: 1, error: { code: -32603, message: expect.stringContaining('100 ms') } },
  ])
})

test('the identity that the authorizer passed on reaches the tool', async () => {
  const authorizer = { principalId: 'user-1', clientId: 'client-1', scopes: 'reports:read', integrationLatency: 3 }
  const answer = await handler(rpcEvent('tools/call', { name: 'whoami' }, { authorizer }), within(30_000))
  expect(messageOf(answer).result.structuredContent).toEqual({
    principal: 'user-1',
    authenticated: true,
    clientId: 'client-1',
    scopes: ['reports:read'],
  })
})

test('a header cannot name the caller: only the gateway can', async () => {
  const headers = {
    'X-Request-Id': 'forged',
    Authorizer: 'root',
    RequestContext: '{"authorizer":{"principalId":"root"}}',
  }
  const answer = await handler(
    rpcEvent('tools/call', { name: 'whoami' }, { headers, requestId: 'true-id' }),
    within(30_000),
  )
  expect(messageOf(answer).result.structuredContent.principal).toBe('anonymous')
  expect(answer.headers?.['x-request-id']).toBe('true-id')
})

test('with AUTHORIZATION=token, an event that passed no authorizer is refused', async () => {
  const answer = await createHandler({ ...options, authorization: 'token' })(rpcEvent('tools/list'), within(30_000))
  expect(answer.statusCode).toBe(401)
})

test('a body in base64 is read', async () => {
  const event = rpcEvent('tools/list')
  const encoded = { ...event, body: Buffer.from(event.body ?? '').toString('base64'), isBase64Encoded: true }
  expect(messageOf(await handler(encoded, within(30_000))).result.tools).toHaveLength(3)
})

test('a header that no HTTP message could hold is refused by name', async () => {
  const answer = await handler(rpcEvent('tools/list', {}, { headers: { 'Mcp-Name': 'Ω' } }), within(30_000))
  expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('mcp-name') })
})

describe('an event that is no proxy event is refused with 400, and the log says why', () => {
  test.each([
    [null, 'not an object'],
    ['x', 'not an object'],
    [{}, 'no httpMethod'],
    [{ version: '2.0', requestContext: { http: { method: 'POST' } } }, 'payload format 2.0'],
    [{ httpMethod: 'POST' }, 'no path'],
    [{ httpMethod: 'POST', path: '/mcp' }, 'no requestContext'],
    [{ httpMethod: 'POST', path: '/mcp', requestContext: {}, headers: 'x' }, 'headers'],
    [{ httpMethod: 'POST', path: '/mcp', requestContext: {}, headers: {}, body: {} }, 'body'],
  ])('%j', async (event, reason) => {
    const { log, records } = recordingLog()
    const answer = await createHandler({ ...options, log })(event as unknown as APIGatewayProxyEvent, within(30_000))
    expect(answer.statusCode).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: -32600, message: expect.stringContaining(reason) } })
    expect(records).toMatchObject([{ level: 'error', fields: { reason: expect.stringContaining(reason) } }])
  })
})

describe('the deployed handler', () => {
  /** Of modules that nobody has loaded yet. */
  async function deployedHandler() {
    const [{ createDeployedHandler }, { createTestMcp }] = await Promise.all([
      import('./handler.ts'),
      import('../../testing/mcp.ts'),
    ])
    return createDeployedHandler(() => createTestMcp())
  }

  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('reads its environment at the first event, not while it loads', async () => {
    vi.resetModules()
    vi.stubEnv('STAGE', 'before')
    const handler = await deployedHandler()
    vi.stubEnv('STAGE', 'after')
    vi.spyOn(console, 'info').mockImplementation(() => {})
    const answer = await handler(rpcEvent('resources/read', { uri: 'server://about' }), within(30_000))
    expect(answer.body).toContain(String.raw`\"stage\":\"after\"`)
  })

  test('that is misconfigured says so in the log and nothing to the caller', async () => {
    vi.resetModules()
    vi.stubEnv('ALLOWED_ORIGINS', 'nonsense')
    const handler = await deployedHandler()
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = await handler(rpcEvent('tools/list'), within(30_000))
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('nonsense')
    expect(String(error.mock.lastCall?.[0])).toContain('ALLOWED_ORIGINS')
  })
})
