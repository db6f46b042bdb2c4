import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { readJwtConfig } from '../app/auth/jwt-config.ts'
import { createJwtVerifier } from '../app/auth/verifiers/jwt.ts'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { recordingLog } from '../testing/recording-log.ts'
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts'
import { messageOf, send } from './requests.ts'
import { http, lambda, type Options, type Running, transports } from './transports.ts'

const exp = Math.floor(Date.now() / 1000) + 600
const wellKnown = '/.well-known/oauth-protected-resource'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await startTestIssuer()
})
afterAll(() => issuer.close())
afterEach(() => {
  vi.useRealTimers()
})

/** What `npm start` with these variables serves. */
function jwtServer(env: Record<string, string> = {}, options: Options = {}): Options {
  const jwt = readJwtConfig({ JWT_ISSUER: issuer.issuer, ...env })
  if (jwt === undefined) throw new Error('unreachable')
  return { server: 'scoped', authorization: 'jwt', jwt, verify: createJwtVerifier(jwt), ...options }
}

const bearing = ({ headers, ...request }: Sent, token: string): Sent => ({
  ...request,
  headers: { ...headers, Authorization: `Bearer ${token}` },
})
const tokenFor = ({ url }: Running, claims: Record<string, unknown> = {}) =>
  issuer.sign({ iss: issuer.issuer, aud: `${url}/mcp`, sub: 'user-1', exp, ...claims })

describe('over http, with AUTHORIZATION=jwt', () => {
  test('a caller without a token is told where to get one', async () => {
    await using server = await http(jwtServer())
    expect(await send(server, modern('tools/list'))).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': `Bearer resource_metadata="${server.url}${wellKnown}/mcp"` },
      text: expect.stringContaining('"jsonrpc"'),
    })
  })

  test('and which scopes to ask for, where every call needs some', async () => {
    await using server = await http(jwtServer({ JWT_SCOPES: 'mcp:call,mcp:read' }))
    const { headers } = await send(server, modern('tools/list'))
    expect(headers['www-authenticate']).toBe(
      `Bearer scope="mcp:call mcp:read", resource_metadata="${server.url}${wellKnown}/mcp"`,
    )
  })

  test('a caller whose token is not good is told so, and the log has the reason', async () => {
    const { log, records } = recordingLog()
    await using server = await http(jwtServer({}, { log }))
    const token = await tokenFor(server, { aud: 'https://other.example' })
    const answer = await send(server, bearing(modern('tools/list'), token))
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate': `Bearer error="invalid_token", resource_metadata="${server.url}${wellKnown}/mcp"`,
      },
    })
    expect(records).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ reason: expect.stringContaining('aud') }) }),
    )
    expect(JSON.stringify([answer, records])).not.toContain(token)
  })

  test('two tokens in one header are refused', async () => {
    await using server = await http(jwtServer())
    const token = await tokenFor(server)
    for (const header of [`${token}, Bearer ${token}`, `${token},${token}`, `${token} ${token}`]) {
      expect(await send(server, bearing(modern('tools/list'), header)), header).toMatchObject({ status: 401 })
    }
  })

  test('tools know the caller', async () => {
    await using server = await http(jwtServer({ JWT_CLAIMS: 'email' }))
    const token = await tokenFor(server, { scope: 'a b', client_id: 'client-1', email: 'a@example.com', other: 1 })
    const answer = await send(server, bearing(legacy('tools/call', { name: 'whoami' }), token))
    expect(messageOf(answer)).toMatchObject({
      result: {
        structuredContent: {
          principal: 'user-1',
          authenticated: true,
          clientId: 'client-1',
          scopes: ['a', 'b'],
          claims: { email: 'a@example.com' },
        },
      },
    })
  })

  test('a good token without a scope that every call needs is 403, with the scopes to ask for', async () => {
    await using server = await http(jwtServer({ JWT_SCOPES: 'mcp:call,mcp:read' }))
    const answer = await send(server, bearing(modern('tools/list'), await tokenFor(server, { scope: 'mcp:read' })))
    expect(answer).toMatchObject({
      status: 403,
      headers: {
        'www-authenticate': `Bearer error="insufficient_scope", scope="mcp:call mcp:read", resource_metadata="${server.url}${wellKnown}/mcp"`,
      },
    })
    expect(messageOf(answer)).toMatchObject({ error: { message: expect.stringContaining('mcp:call') } })
  })

  test('a token for another port of this machine is refused, whatever the Host header says', async () => {
    await using server = await http(jwtServer())
    const token = await issuer.sign({ iss: issuer.issuer, aud: 'http://localhost:4000/mcp', sub: 'user-1', exp })
    const request = bearing(modern('tools/list'), token)
    const forged = { ...request, headers: { ...request.headers, Host: 'localhost:4000' } }
    expect(await send(server, forged)).toMatchObject({ status: 401 })
  })

  test('an issuer out of reach is 500, a line in the log, and no detail for the caller', async () => {
    const gone = await startTestIssuer()
    await gone.close()
    const { log, records } = recordingLog()
    await using server = await http(jwtServer({ JWT_ISSUER: gone.issuer }, { log }))
    const answer = await send(server, bearing(modern('tools/list'), await tokenFor(server)))
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain(gone.issuer)
    const failure = records.find(({ level }) => level === 'error')
    expect(String(failure?.fields.error)).toContain(gone.issuer)
  })

  test('an issuer that fails is not asked for each token, and each refusal has its reason in the log', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await using failing = await startTestIssuer({ intercept: (_req, res) => Boolean(res.writeHead(503).end()) })
    const { log, records } = recordingLog()
    await using server = await http(jwtServer({ JWT_ISSUER: failing.issuer }, { log }))
    const token = await tokenFor(server)
    for (let n = 0; n < 100; n++) {
      expect(await send(server, bearing(modern('tools/list'), token))).toMatchObject({ status: 500 })
    }
    const reasons = records.filter(
      ({ level, fields }) => level === 'error' && /answered 503/.test(String(fields.error)),
    )
    expect(reasons).toHaveLength(100)
    expect(failing.asked.length).toBeLessThanOrEqual(4) // Both addresses, and both once more.
  })

  test.each([
    { sub: 5, client_id: 'c' },
    { sub: null, client_id: 'c' },
    { sub: '', client_id: 'c' },
    { client_id: 7 },
    { scope: 7 },
    { scp: [1] },
  ])('a token with the claims %j is refused, and the log says which is wrong', async claims => {
    const { log, records } = recordingLog()
    await using server = await http(jwtServer({}, { log }))
    const token = await tokenFor(server, claims)
    expect(await send(server, bearing(modern('tools/list'), token))).toMatchObject({ status: 401 })
    const reason = expect.stringMatching(/^its claim "\w+" has to be /)
    expect(records).toContainEqual(expect.objectContaining({ fields: expect.objectContaining({ reason }) }))
  })
})

describe('the metadata', () => {
  test.each([wellKnown, `${wellKnown}/mcp`])('is served at %s, to any page and to caches', async path => {
    await using server = await http(jwtServer({ JWT_SCOPES: 'mcp:call' }))
    const headers = { Origin: 'http://localhost:6274' }
    const answer = await send(server, { method: 'GET', path, headers })
    expect(JSON.parse(answer.text)).toEqual({
      resource: `${server.url}/mcp`,
      authorization_servers: [issuer.issuer],
      scopes_supported: ['mcp:call'],
      bearer_methods_supported: ['header'],
    })
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      },
    })
    expect(await send(server, { method: 'HEAD', path })).toMatchObject({ status: 200, text: '' })
  })

  test('names the resource as the client called it', async () => {
    await using server = await http(jwtServer())
    const { text } = await send(server, { method: 'GET', path: wellKnown, headers: { Host: 'localhost:8080' } })
    expect(JSON.parse(text)).toMatchObject({ resource: 'http://localhost:8080/mcp' })
  })

  test.each(['none', 'token'] as const)('is not there with AUTHORIZATION=%s', async authorization => {
    await using server = await http({ authorization })
    expect(await send(server, { method: 'GET', path: wellKnown })).toMatchObject({ status: 404 })
  })
})

describe('behind the authorizer, with AUTHORIZATION=jwt', () => {
  const authorizer = { principalId: 'user-1', scopes: 'a' }
  const stage = 'https://abcdef1234.execute-api.ap-southeast-2.amazonaws.com/dev'

  test('a token that has expired since is 401, although the gateway still lets it in', async () => {
    const past = String(Date.now() / 1000 - 1)
    await using server = await lambda({
      server: 'scoped',
      authorization: 'jwt',
      authorizer: { ...authorizer, expiresAt: past },
    })
    const answer = await send(server, modern('tools/call', { name: 'whoami' }))
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate': `Bearer error="invalid_token", resource_metadata="${stage}${wellKnown}/mcp"`,
      },
    })
    expect(messageOf(answer)).toMatchObject({ error: { message: expect.stringContaining('has expired') } })
  })

  test('one that has not is served', async () => {
    const authorized = { ...authorizer, expiresAt: String(exp) }
    await using server = await lambda({ server: 'scoped', authorization: 'jwt', authorizer: authorized })
    expect(messageOf(await send(server, modern('tools/call', { name: 'whoami' })))).toMatchObject({
      result: { structuredContent: { principal: 'user-1', scopes: ['a'] } },
    })
  })

  test('nobody gets in but by its word', async () => {
    await using server = await lambda({ server: 'scoped', authorization: 'jwt' })
    const token = await tokenFor(server, { aud: `${stage}/mcp` })
    expect(await send(server, bearing(modern('tools/list'), token))).toMatchObject({ status: 401 })
  })
})

describe.each(Object.entries(transports))('over %s, a tool without whose scopes the caller comes', (name, start) => {
  test.each([
    ['2026-07-28', modern],
    ['2025-11-25', legacy],
  ])('is refused with a challenge and an error that names them (%s)', async (_version, rpc) => {
    const authorizer = { principalId: 'user-1', scopes: 'a', expiresAt: String(exp) }
    await using server = await start(jwtServer({}, { ...(name !== 'http' && { authorizer }) }))
    const token = await tokenFor(server, { scope: 'a' })
    const answer = await send(server, bearing(rpc('tools/call', { name: 'reports' }), token))
    expect(answer.status).toBe(403)
    const challenge = answer.headers['www-authenticate']
    expect(challenge).toMatch(/^Bearer error="insufficient_scope", .*scope="reports:read", resource_metadata="http/)
    expect(challenge).toContain(`${wellKnown}/mcp"`)
    expect(messageOf(answer)).toMatchObject({ id: 1, error: { message: expect.stringContaining('reports:read') } })
  })
})
