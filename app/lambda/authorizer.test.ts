import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestIssuer } from '../../testing/test-issuer.ts'
import { fromAuthorizerContext } from '../auth/identity.ts'

const digest = createHash('sha256').update('good_access_token').digest('hex')
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
const event = {
  type: 'TOKEN' as const,
  authorizationToken: 'Bearer good_access_token',
  methodArn: 'arn:aws:execute-api:ap-southeast-2:123456789012:abcdef1234/dev/POST/mcp',
}

/** A process of its own, as far as configuration goes. */
async function start(env: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const { handler } = await import('./authorizer.ts')
  return handler
}
const authorizer = (TOKEN_DIGESTS?: string) => start({ ...(TOKEN_DIGESTS && { TOKEN_DIGESTS }) })

const log = vi.spyOn(console, 'info').mockImplementation(() => {})
beforeEach(() => {
  log.mockClear()
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.doUnmock('jose')
})

test('a good token is allowed on every route of the stage, and on no other', async () => {
  const handler = await authorizer(digest)
  const { policyDocument } = await handler(event)
  expect(policyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: 'arn:aws:execute-api:ap-southeast-2:123456789012:abcdef1234/dev/*',
    },
  ])
})

test('the identity reaches the server as strings', async () => {
  const handler = await authorizer(digest)
  const { principalId, context } = await handler(event)
  expect(Object.values(context ?? {}).every(value => typeof value === 'string')).toBe(true)
  expect(fromAuthorizerContext({ principalId, ...context, integrationLatency: 3 })).toEqual({
    principal: `token-${digest.slice(0, 16)}`,
    authenticated: true,
    scopes: [],
  })
})

test.each(['Bearer wrong', 'Basic x', ''])('anything else is refused with exactly Unauthorized: %j', async token => {
  const handler = await authorizer(digest)
  await expect(handler({ ...event, authorizationToken: token })).rejects.toThrow(/^Unauthorized$/)
})

test('without configuration nothing is accepted', async () => {
  const handler = await authorizer()
  await expect(handler(event)).rejects.toThrow(/^Unauthorized$/)
})

test('an event of another kind is refused', async () => {
  const handler = await authorizer(digest)
  await expect(handler({} as typeof event)).rejects.toThrow(/^Unauthorized$/)
})

test('a configuration that cannot be used is an error that names it, never an Allow', async () => {
  const handler = await authorizer('good_access_token')
  await expect(handler(event)).rejects.toThrow('TOKEN_DIGESTS: entry 1')
})

test('a refused token leaves its reason in the log, and nothing of itself', async () => {
  const handler = await authorizer(digest)
  await expect(handler({ ...event, authorizationToken: 'Bearer private_token' })).rejects.toThrow(/^Unauthorized$/)
  expect(String(log.mock.lastCall)).toContain('token refused')
  expect(JSON.stringify(log.mock.calls)).not.toContain('private_token')
})

describe('with AUTHORIZATION=jwt', () => {
  const endpoint = 'https://abcdef1234.execute-api.ap-southeast-2.amazonaws.com/dev/mcp'
  const stage = event.methodArn.replace('/POST/mcp', '')
  const exp = Math.floor(Date.now() / 1000) + 60

  async function startWithIssuer(env: Record<string, string> = {}) {
    const issuer = await startTestIssuer()
    const handler = await start({ AUTHORIZATION: 'jwt', JWT_ISSUER: issuer.issuer, ...env })
    /** Calls the authorizer with signed claims. */
    async function call(claims: Record<string, unknown> = {}, scheme = 'Bearer') {
      const token = await issuer.sign({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp, ...claims })
      return handler({ ...event, authorizationToken: `${scheme} ${token}` })
    }
    return { issuer, call, [Symbol.asyncDispose]: () => issuer.close() }
  }

  test('a token for this endpoint is allowed on every route of the stage, and on no other', async () => {
    await using server = await startWithIssuer()
    const { principalId, policyDocument } = await server.call({}, 'bearer')
    expect(principalId).toBe('user-1')
    expect(policyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stage}/*` },
    ])
  })

  test('the whole identity reaches the server, as strings', async () => {
    await using server = await startWithIssuer({ JWT_CLAIMS: 'email,groups' })
    const { principalId, context } = await server.call({
      scope: 'a b',
      client_id: 'client-1',
      email: 'ü@example.com',
      groups: ['x', 'y'],
    })
    expect(Object.values(context ?? {}).every(value => typeof value === 'string')).toBe(true)
    expect(fromAuthorizerContext({ principalId, ...context, integrationLatency: 3 })).toEqual({
      principal: 'user-1',
      authenticated: true,
      clientId: 'client-1',
      scopes: ['a', 'b'],
      expiresAt: exp + 5,
      claims: { email: 'ü@example.com', groups: ['x', 'y'] },
    })
  })

  test('a token without a scope that every call needs is denied on every route', async () => {
    await using server = await startWithIssuer({ JWT_SCOPES: 'mcp:call,mcp:read' })
    const effect = async (scope: string) => (await server.call({ scope })).policyDocument.Statement
    const denied = [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${stage}/*` }]
    expect(await effect('mcp:call')).toEqual(denied)
    expect(await effect('mcp:callmcp:read')).toEqual(denied)
    expect(await effect('mcp:read mcp:call')).toMatchObject([{ Effect: 'Allow' }])
  })

  test('a token that is not good is refused with exactly Unauthorized, and the log has the reason', async () => {
    await using server = await startWithIssuer()
    await expect(server.call({ aud: 'https://other.example' })).rejects.toThrow(/^Unauthorized$/)
    expect(String(log.mock.lastCall)).toContain('aud')
  })

  test('a token for the configured audience is allowed, and one for the endpoint is not', async () => {
    await using server = await startWithIssuer({ JWT_AUDIENCE: 'https://mcp.example.com/mcp' })
    expect(await server.call({ aud: 'https://mcp.example.com/mcp' })).toMatchObject({ principalId: 'user-1' })
    await expect(server.call()).rejects.toThrow(/^Unauthorized$/)
  })

  test('a token of more than 8 KB is refused before it is parsed', async () => {
    await using server = await startWithIssuer()
    await expect(server.call({ filler: 'x'.repeat(6200) })).rejects.toThrow(/^Unauthorized$/)
    expect(server.issuer.asked).toEqual([])
    expect(await server.call({ filler: 'x'.repeat(5500) })).toMatchObject({ principalId: 'user-1' })
  })

  test('the keys are kept for the next invocation', async () => {
    await using server = await startWithIssuer()
    for (let n = 0; n < 3; n++) await server.call()
    expect(server.issuer.asked).toEqual(['/.well-known/oauth-authorization-server', '/keys'])
  })

  test('an issuer out of reach is an error that names it, never a verdict', async () => {
    await using server = await startWithIssuer()
    await server.issuer.close()
    await expect(server.call()).rejects.toThrow(/issuer http:.*ECONNREFUSED/)
  })

  test('without an issuer every call is an error that names the variable', async () => {
    const handler = await start({ AUTHORIZATION: 'jwt', TOKEN_DIGESTS: digest })
    for (let n = 0; n < 2; n++) await expect(handler(event)).rejects.toThrow('JWT_ISSUER is not set')
  })

  test('the JWT library is loaded, and for nothing else', async () => {
    vi.doMock('jose', () => {
      throw new Error('jose was loaded')
    })
    const byDigest = await authorizer(digest)
    expect(await byDigest(event)).toHaveProperty('policyDocument')
    const byIssuer = await start({ AUTHORIZATION: 'jwt', JWT_ISSUER: 'https://login.example.com' })
    await expect(byIssuer(event)).rejects.toThrow('mocking a module')
  })
})
