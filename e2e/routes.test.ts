import { createGateway } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readJwtConfig } from '../app/auth/jwt-config.ts'
import { routes } from '../app/routes.ts'
import { openApi } from '../infra/openapi.ts'
import { fakeFunction } from '../packages/lambda-local/tests/fake-function.ts'
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts'
import { jwtGateway } from './jwt-gateway.ts'
import { type Answer, send } from './requests.ts'
import { http, listen, type Running } from './transports.ts'

// One table of paths and methods: the local server and API Gateway, by the document that is deployed, answer alike.

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const wellKnown = '/.well-known/oauth-protected-resource'

/** What a request without a token gets: its status, and the methods that a 405 allows. */
type Expected = [status: number, allow?: string]

function expected(method: string, allowed: string[], status: number): Expected {
  if (method === 'OPTIONS') return [204]
  return allowed.includes(method) ? [status] : [405, allowed.join(', ')]
}
const serving = (allowed: string[], status: number) => (method: string) => expected(method, allowed, status)
const nothing = (): Expected => [404]

/** Also with a slash too many. */
const served: Record<string, (method: string) => Expected> = {
  '/mcp': serving(['POST'], 401),
  '/healthz': serving(['GET', 'HEAD'], 200),
  [wellKnown]: serving(['GET', 'HEAD'], 200),
  [`${wellKnown}/mcp`]: serving(['GET', 'HEAD'], 200),
}
const elsewhere = [
  '/',
  '/.well-known/openid-configuration',
  '/.well-known/openid-configuration/mcp',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/mcp',
  '/mcp/.well-known/openid-configuration',
  `${wellKnown}/other`,
  '/register',
  '/authorize',
  '/token',
  '/sse',
  '/messages',
  '/favicon.ico',
  '/mcp/x',
  '/mcp//',
  '//mcp',
  '/MCP',
  '/mcp.',
  '/mc',
  '/healthz/x',
]

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await startTestIssuer()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await issuer.close()
})

/** A server, and what stands before its paths. */
interface Front {
  server: Running
  prefix: string
}

const preflight = { Origin: 'http://localhost:6274', 'Access-Control-Request-Method': 'POST' }
const ask = ({ server, prefix }: Front, method: string, path: string, headers: Record<string, string> = {}) =>
  send(server, { method, path: prefix + path, headers })
const seen = ({ status, headers }: Answer): Expected => (status === 405 ? [status, String(headers.allow)] : [status])

test('the table of the test is the one of the server', () => {
  expect(Object.keys(served)).toEqual(routes.map(({ path }) => path))
})

describe.each<[string, boolean, () => Promise<Front>]>([
  [
    'the local server that takes tokens of an authorization server',
    true,
    async () => {
      const jwt = readJwtConfig({ JWT_ISSUER: issuer.issuer })
      return { server: await http({ authorization: 'jwt', jwt }), prefix: '' }
    },
  ],
  [
    'the gateway that takes tokens of an authorization server',
    true,
    async () => ({ server: await jwtGateway({ issuer: issuer.issuer }), prefix: '/dev' }),
  ],
  [
    'the local server that takes tokens',
    false,
    async () => ({ server: await http({ authorization: 'token' }), prefix: '' }),
  ],
  [
    'the gateway that takes tokens',
    false,
    async () => {
      const functions = { 'arn:server': fakeFunction('echo'), 'arn:authorizer': fakeFunction('echo') }
      const document = openApi({
        title: 'test',
        serverUri: 'arn:server',
        authorizerUri: 'arn:authorizer',
        authorizerTtlSeconds: 300,
        timeoutMs: 20_000,
      })
      return { server: await listen(createGateway({ document, stage: 'dev', functions })), prefix: '/dev' }
    },
  ],
])('%s', (_front, discovery, start) => {
  let front: Front
  beforeAll(async () => {
    front = await start()
  })
  afterAll(() => front.server[Symbol.asyncDispose]())

  const rows: [method: string, path: string, Expected][] = [
    ...Object.entries(served).flatMap(([path, expect]) =>
      methods.flatMap((method): [string, string, Expected][] => {
        const hidden = !discovery && path.startsWith(wellKnown)
        const answer = hidden ? nothing() : expect(method)
        return [
          [method, path, answer],
          [method, `${path}/`, answer],
        ]
      }),
    ),
    ...elsewhere.flatMap(path => methods.map((method): [string, string, Expected] => [method, path, nothing()])),
  ]

  test.each(rows)('%s %s: %j', async (method, path, answer) => {
    const plain = await ask(front, method, path)
    expect(seen(plain), plain.text).toEqual(answer)
    if (answer[0] === 401) expect(plain.headers['www-authenticate']).toMatch(/^Bearer/)
    else expect(plain.headers).not.toHaveProperty('www-authenticate')
    if (method === 'HEAD' || method === 'OPTIONS') return
    if (plain.status >= 400) expect(JSON.parse(plain.text)).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } })
  })

  test.each(rows.filter(([method]) => method === 'OPTIONS'))(
    '%s %s, as a page asks: %j',
    async (method, path, answer) => {
      const asked = await ask(front, method, path, preflight)
      expect(seen(asked)).toEqual(answer)
      expect(asked.headers['access-control-allow-origin']).toBe('*')
      if (answer[0] === 204) expect(asked.headers['access-control-allow-headers']).toBe('*, authorization')
    },
  )

  test('a page can read each refusal', async () => {
    for (const [method, path] of [
      ['GET', '/mcp'],
      ['POST', '/mcp'],
      ['GET', '/nowhere'],
      ['PUT', '/healthz'],
    ] as const) {
      const { headers } = await ask(front, method, path, { Origin: 'http://localhost:6274' })
      expect(headers['access-control-allow-origin'], `${method} ${path}`).toBe('*')
      expect(headers['access-control-expose-headers']).toContain('WWW-Authenticate')
    }
  })

  // Which AWS takes for a signature that it cannot read.
  test('a token makes no difference, but that the gateway answers 403 where nothing is', async () => {
    const headers = { Authorization: 'Bearer abc' }
    for (const path of elsewhere) {
      const { status, headers: given } = await ask(front, 'GET', path, headers)
      expect(status, path).toBe(front.prefix === '' ? 404 : 403)
      expect(given).not.toHaveProperty('www-authenticate')
    }
    for (const [path, expect_] of Object.entries(served)) {
      if (!discovery && path.startsWith(wellKnown)) continue
      for (const method of methods.filter(name => !(name === 'POST' && path === '/mcp'))) {
        expect(seen(await ask(front, method, path, headers)), `${method} ${path}`).toEqual(expect_(method))
      }
    }
  })
})
