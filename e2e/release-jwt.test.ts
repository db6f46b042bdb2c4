import { Provider } from 'oidc-provider'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { rollOut } from '../scripts/release/roll-out.ts'
import { smokeTest } from '../scripts/release/smoke.ts'
import { fakeSession } from '../testing/fake-aws.ts'
import { type JwtGatewayOptions, jwtGateway } from './jwt-gateway.ts'
import { listen } from './transports.ts'

// The test after a release, of an API whose tokens an authorization server gives: the gateway with the deployed document, both
// functions, the sample client, and a certified OpenID provider.

afterEach(() => vi.unstubAllEnvs())

const secret = 'the-secret-of-the-smoke-test'

/** An authorization server that gives tokens to one machine. */
async function startIssuer(): Promise<string> {
  let answer: ReturnType<Provider['callback']> | undefined
  const server = await listen((req, res) => void answer?.(req, res))
  onTestFinished(() => server[Symbol.asyncDispose]())
  const provider = new Provider(server.url, {
    clients: [
      {
        client_id: 'smoke',
        client_secret: secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    scopes: ['mcp'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({
          audience,
          scope: 'mcp',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  })
  answer = provider.callback()
  return server.url
}

async function deployed(options: Partial<JwtGatewayOptions> = {}) {
  vi.stubEnv('MCP_AUTH_TOKEN', undefined)
  const issuer = options.issuer ?? (await startIssuer())
  const gateway = await jwtGateway({ issuer, scopes: ['mcp'], ...options })
  onTestFinished(() => gateway[Symbol.asyncDispose]())
  const stack = { mode: 'direct', token: false, issuer, endpoint: `${gateway.url}/dev/mcp` } as const
  const fake = fakeSession(stack)
  fake.aws.point('5')
  fake.aws.happens = [() => {}] // Time passes until it is tried once more.
  return { ...fake, gateway, issuer }
}

describe('after the release of an API for access tokens', () => {
  test('a client of the authorization server gets a token, and the sample client its answers', async () => {
    const { session, lines, gateway } = await deployed()
    vi.stubEnv('MCP_CLIENT_ID', 'smoke')
    vi.stubEnv('MCP_CLIENT_SECRET', secret)
    await rollOut(session, smokeTest)
    expect(lines).toEqual([`Version 5 is live, and answers the sample client at ${gateway.url}/dev/mcp.`])
    expect(gateway.asked.length).toBeGreaterThan(0)
  })

  test('without a client, the refusal is what is tried: its challenge, and the metadata that it names', async () => {
    const { session, lines, gateway } = await deployed()
    await rollOut(session, smokeTest)
    expect(lines.join('\n')).toMatch(
      /^Version 5 is live, and refuses a call without a token as it should.*MCP_CLIENT_ID/,
    )
    expect(gateway.asked).toEqual([])
  })

  test('a client that the authorization server does not know says nothing about the version, which stays live', async () => {
    const { session, aws } = await deployed()
    vi.stubEnv('MCP_CLIENT_ID', 'smoke')
    vi.stubEnv('MCP_CLIENT_SECRET', 'another')
    await expect(rollOut(session, smokeTest)).rejects.toThrow(
      /stays live: http.* gives the client smoke no token.*Check MCP_CLIENT_ID/,
    )
    expect(aws.alias.FunctionVersion).toBe('5')
  })

  test('metadata of another endpoint fails it', async () => {
    const { session } = await deployed({ endpoint: 'https://elsewhere.example.com/mcp' })
    await expect(rollOut(session, smokeTest)).rejects.toThrow(/failed: .*elsewhere\.example\.com/)
  })

  test('an API that lets anybody in fails it', async () => {
    const { session } = await deployed()
    await using open = await listen((_req, res) => void res.end('{}'))
    session.stack.endpoint = `${open.url}/mcp`
    await expect(rollOut(session, smokeTest)).rejects.toThrow('answers 200 to a call without a token, and not 401')
  })
})
