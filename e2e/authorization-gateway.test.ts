import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseMethodArn } from '../app/lambda/method-arn.ts'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { logIn } from '../testing/login.ts'
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts'
import { type JwtGateway, type JwtGatewayOptions, jwtGateway } from './jwt-gateway.ts'
import { MemoryProvider } from './memory-provider.ts'
import { messageOf, send } from './requests.ts'

const wellKnown = '/.well-known/oauth-protected-resource'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await startTestIssuer()
})
afterAll(() => issuer.close())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

const now = () => Math.floor(Date.now() / 1000)

/** Where the API is for its clients: `at` is what stands before its paths. */
const places = {
  'the address of the stage': {
    at: '/dev',
    host: 'local.execute-api.us-east-1.amazonaws.com',
    endpoint: parseMethodArn('arn:aws:execute-api:us-east-1:123456789012:local/dev/POST/mcp').endpoint,
  },
  'a domain': {
    at: '',
    host: 'mcp.example.com',
    endpoint: 'https://mcp.example.com/mcp',
    domain: 'mcp.example.com',
  },
}

describe.each(Object.entries(places))('at %s', (_name, { at, host, endpoint, ...place }) => {
  const start = (options: Partial<JwtGatewayOptions> = {}) =>
    jwtGateway({ issuer: issuer.issuer, endpoint, ...place, ...options })
  const get = (server: JwtGateway, path: string) =>
    send(server, { method: 'GET', path: at + path, headers: { Host: host, Origin: 'https://app.example.com' } })
  const post = (server: JwtGateway, message: Sent, token?: string) => {
    const headers = { ...message.headers, Host: host, ...(token !== undefined && { Authorization: `Bearer ${token}` }) }
    return send(server, { ...message, path: `${at}/mcp`, headers })
  }
  const token = (claims: Record<string, unknown> = {}) =>
    issuer.sign({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp: now() + 600, ...claims })
  const metadataUrl = endpoint.replace(/\/mcp$/, `${wellKnown}/mcp`)

  test('a caller without a token, or with a bad one, is told where to read whom to ask', async () => {
    await using server = await start()
    for (const bad of [undefined, 'abc', await token({ aud: 'https://other.example/mcp' })]) {
      const { status, headers, text } = await post(server, modern('tools/list'), bad)
      expect({ status, challenge: headers['www-authenticate'] }).toEqual({
        status: 401,
        challenge: `Bearer resource_metadata="${metadataUrl}"`,
      })
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.stringContaining('WWW-Authenticate'),
      })
      expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0', error: { message: 'Unauthorized' } })
    }
  })

  test('the metadata is there, at the plain address too, without an invocation', async () => {
    await using server = await start({ scopes: ['mcp:call'] })
    const { pathname } = new URL(metadataUrl)
    for (const path of [pathname.slice(at.length), wellKnown]) {
      const { status, headers, text } = await get(server, path)
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      })
      expect(JSON.parse(text)).toEqual({
        resource: endpoint,
        authorization_servers: [issuer.issuer],
        scopes_supported: ['mcp:call'],
        bearer_methods_supported: ['header'],
      })
    }
    expect(server.asked).toEqual([])
  })

  test('a page may ask for it with the headers of MCP', async () => {
    await using server = await start()
    const preflight = { method: 'OPTIONS', path: `${at}${wellKnown}/mcp`, headers: { Host: host } }
    expect(await send(server, preflight)).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-headers': '*, authorization', 'access-control-allow-methods': 'GET' },
    })
  })

  test('no other metadata is there: the authorization server has its own', async () => {
    await using server = await start()
    for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
      expect(await get(server, path)).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': '*' } })
    }
  })

  test('a caller with a good token gets in, by its name', async () => {
    await using server = await start()
    const answer = await post(server, legacy('tools/call', { name: 'whoami' }), await token({ scope: 'a' }))
    expect(messageOf(answer)).toMatchObject({
      result: { structuredContent: { principal: 'user-1', authenticated: true, scopes: ['a'] } },
    })
  })

  test('a good token without a scope that every call needs is 403, with the scopes to ask for', async () => {
    await using server = await start({ scopes: ['mcp:call', 'mcp:read'] })
    const { status, headers, text } = await post(server, modern('tools/list'), await token({ scope: 'mcp:read' }))
    expect({ status, challenge: headers['www-authenticate'] }).toEqual({
      status: 403,
      challenge: `Bearer error="insufficient_scope", scope="mcp:call mcp:read", resource_metadata="${metadataUrl}"`,
    })
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' })
    expect(JSON.parse(text)).toMatchObject({ error: { message: expect.stringContaining('mcp:call mcp:read') } })
    expect((await post(server, modern('tools/list'))).headers['www-authenticate']).toBe(
      `Bearer scope="mcp:call mcp:read", resource_metadata="${metadataUrl}"`,
    )
  })

  test("a tool's own scope is 403 too, named in the body, as the function's challenge arrives under another name", async () => {
    await using server = await start()
    const answer = await post(server, modern('tools/call', { name: 'reports' }), await token())
    expect(answer).toMatchObject({
      status: 403,
      headers: {
        'x-amzn-remapped-www-authenticate': expect.stringContaining(
          `scope="reports:read", resource_metadata="${metadataUrl}"`,
        ),
      },
    })
    expect(answer.headers).not.toHaveProperty('www-authenticate')
    expect(messageOf(answer)).toMatchObject({ error: { message: expect.stringContaining('reports:read') } })
  })

  test('a verdict that the gateway keeps does not outlive its token', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await using server = await start()
    const short = await token({ exp: now() + 60 })
    expect(await post(server, modern('tools/list'), short)).toMatchObject({ status: 200 })
    vi.setSystemTime(Date.now() + 70_000) // Behind its end, and the tolerance.
    const late = await post(server, modern('tools/list'), short)
    expect(late.status).toBe(401)
    expect(late.text).toContain('has expired')
    expect(server.asked).toHaveLength(1)
  })

  test.each([{ sub: 5 }, { sub: null }, { sub: '' }, { client_id: 7 }, { scope: 7 }, { scp: [1] }])(
    'a token with the claims %j is refused',
    async claims => {
      await using server = await start()
      const answer = await post(server, modern('tools/list'), await token({ client_id: 'c', ...claims }))
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringMatching(/^Bearer/) } })
    },
  )

  test('an issuer that answers the first address with a page is asked by the second', async () => {
    await using tenant = await startTestIssuer({
      path: '/tenant',
      discovery: 'openid',
      intercept: ({ url = '' }, res) => url.startsWith('/.well-known') && Boolean(res.end('<!doctype html>')),
    })
    await using server = await start({ issuer: tenant.issuer })
    const claims = { iss: tenant.issuer, aud: endpoint, sub: 'user-1', exp: now() + 60 }
    expect(await post(server, modern('tools/list'), await tenant.sign(claims))).toMatchObject({ status: 200 })
  })

  test('an issuer out of reach is 500, without a challenge: no other token would help', async () => {
    const gone = await startTestIssuer()
    await gone.close()
    await using server = await start({ issuer: gone.issuer })
    const { status, headers, text } = await post(server, modern('tools/list'), await token())
    expect(status).toBe(500)
    expect(headers).not.toHaveProperty('www-authenticate')
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' })
    expect(text).not.toContain(gone.issuer)
  })
})

describe.each([
  ['2025-11-25', 'legacy'],
  ['2026-07-28', 'auto'],
] as const)('a client of %s', (_version, mode) => {
  test('finds its way from the challenge to the login, and calls as the person who did', async () => {
    await using authorizationServer = await createIssuer({ port: 0 })
    await using server = await jwtGateway({ issuer: authorizationServer.url, scopes: ['mcp'] })
    const authProvider = new MemoryProvider()
    const createTransport = () => new StreamableHTTPClientTransport(new URL(`${server.url}/dev/mcp`), { authProvider })
    const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } })
    const first = createTransport()
    await expect(client.connect(first)).rejects.toThrow('Unauthorized')
    expect(Object.fromEntries(authProvider.loginAddress.searchParams)).toMatchObject({
      resource: `${server.url}/dev/mcp`,
      scope: expect.stringContaining('mcp'),
    })
    await first.finishAuth((await logIn(authProvider.loginAddress, 'Ada')).searchParams)

    await client.connect(createTransport())
    const { structuredContent } = await client.callTool({ name: 'whoami' })
    expect(structuredContent).toMatchObject({ principal: 'Ada', authenticated: true })
    await client.close()
  })
})
