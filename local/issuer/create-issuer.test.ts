import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  refreshAuthorization,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/sdk/client/auth.js'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'
import { logIn } from '../../testing/login.ts'
import { createIssuer, type IssuerOptions, type RunningIssuer } from './create-issuer.ts'

const redirectUrl = 'http://127.0.0.1:1/callback'
const resource = 'https://mcp.example.com/mcp'
const start = (options: IssuerOptions = {}) => createIssuer({ port: 0, ...options })

/** A client of the SDK, registered at an issuer. */
async function clientOf(issuer: RunningIssuer, registration: object = {}) {
  const metadata = await discoverAuthorizationServerMetadata(issuer.url)
  const clientMetadata = {
    client_name: 'Test client',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    ...registration,
  }
  if (!metadata) throw new Error('no metadata')
  const clientInformation = await registerClient(issuer.url, { metadata, clientMetadata })
  return { metadata, clientInformation, redirectUrl }
}

type TestClient = Awaited<ReturnType<typeof clientOf>>
type Asked = { scope?: string; resource?: URL }

async function codeFor(issuer: RunningIssuer, client: TestClient, asked: Asked = {}, name = 'Ada') {
  const { authorizationUrl, codeVerifier } = await startAuthorization(issuer.url, { ...client, state: 's', ...asked })
  const redirect = await logIn(authorizationUrl, name)
  return { authorizationCode: redirect.searchParams.get('code') ?? '', codeVerifier, redirect }
}

async function tokensFor(issuer: RunningIssuer, client: TestClient, asked: Asked = {}, name = 'Ada') {
  const code = await codeFor(issuer, client, asked, name)
  const redirectUri = client.redirectUrl
  return exchangeAuthorization(issuer.url, { ...client, ...code, redirectUri, ...asked })
}

function verified(issuer: RunningIssuer, token: string, audience = resource) {
  const keys = createRemoteJWKSet(new URL(`${issuer.url}/jwks`))
  return jwtVerify(token, keys, { issuer: issuer.url, audience, typ: 'at+jwt', algorithms: ['RS256'] })
}

afterEach(() => vi.unstubAllGlobals())

test.each(['openid-configuration', 'oauth-authorization-server'])('it describes itself at %s', async document => {
  await using issuer = await start()
  const response = await fetch(`${issuer.url}/.well-known/${document}`)
  expect(await response.json()).toMatchObject({
    issuer: issuer.url,
    authorization_endpoint: `${issuer.url}/auth`,
    registration_endpoint: `${issuer.url}/reg`,
    code_challenge_methods_supported: ['S256'],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['openid', 'offline_access', 'mcp', 'reports:read'],
  })
})

test('a login ends in a token for the resource, the person, the client and the scopes that were asked for', async () => {
  await using issuer = await start({ accessTokenTtl: 90 })
  const client = await clientOf(issuer)
  const asked = { scope: 'mcp reports:read openid', resource: new URL(resource) }
  const { access_token, expires_in, id_token, refresh_token } = await tokensFor(issuer, client, asked, 'Ada Lovelace')
  expect(expires_in).toBe(90)
  expect(id_token).toBeDefined()
  expect(refresh_token).toBeUndefined()

  const { payload } = await verified(issuer, access_token)
  expect(payload).toMatchObject({
    sub: 'Ada Lovelace',
    client_id: client.clientInformation.client_id,
    scope: 'mcp reports:read',
    jti: expect.any(String),
  })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(90)
})

test('the answer to the client names the issuer and repeats the state', async () => {
  await using issuer = await start()
  const { redirect } = await codeFor(issuer, await clientOf(issuer))
  expect(Object.fromEntries(redirect.searchParams)).toMatchObject({ iss: issuer.url, state: 's' })
})

test('who asks for no scope gets the first, and for no resource, a token for the default one', async () => {
  await using issuer = await start({ scopes: ['basic', 'more'], resource: 'http://localhost:3000/other' })
  const { access_token } = await tokensFor(issuer, await clientOf(issuer))
  const { payload } = await verified(issuer, access_token, 'http://localhost:3000/other')
  expect(payload.scope).toBe('basic')
})

test('a scope that the issuer does not know is left out', async () => {
  await using issuer = await start()
  const asked = { scope: 'mcp launch:rocket', resource: new URL(resource) }
  const { access_token } = await tokensFor(issuer, await clientOf(issuer, { scope: 'launch:rocket' }), asked)
  expect((await verified(issuer, access_token)).payload.scope).toBe('mcp')
})

test('a registered client may ask for more scopes than it registered with', async () => {
  await using issuer = await start()
  const client = await clientOf(issuer, { scope: 'mcp' })
  const { access_token } = await tokensFor(issuer, client, { scope: 'mcp reports:read', resource: new URL(resource) })
  expect((await verified(issuer, access_token)).payload.scope).toBe('mcp reports:read')
})

test('with offline_access comes a refresh token, which two requests may use at the same time', async () => {
  await using issuer = await start()
  const client = await clientOf(issuer)
  const asked = { scope: 'mcp offline_access', resource: new URL(resource) }
  const { refresh_token: refreshToken = '' } = await tokensFor(issuer, client, asked)
  const refresh = () => refreshAuthorization(issuer.url, { ...client, refreshToken, resource: asked.resource })
  for (const { access_token } of await Promise.all([refresh(), refresh()])) {
    expect((await verified(issuer, access_token)).payload).toMatchObject({ sub: 'Ada', scope: 'mcp' })
  }
})

test('a code is worth nothing without its verifier, and the log says why', async () => {
  const lines: string[] = []
  await using issuer = await start({ log: line => lines.push(line) })
  const client = await clientOf(issuer)
  const { authorizationCode } = await codeFor(issuer, client)
  const exchange = { ...client, authorizationCode, codeVerifier: 'x'.repeat(43), redirectUri: redirectUrl }
  await expect(exchangeAuthorization(issuer.url, exchange)).rejects.toMatchObject({ errorCode: 'invalid_grant' })
  expect(lines.at(-1)).toMatch(/^refused: invalid_grant, .*code_verifier does not match/)
})

test('a code is asked for with PKCE or not at all', async () => {
  await using issuer = await start()
  const { authorizationUrl } = await startAuthorization(issuer.url, await clientOf(issuer))
  authorizationUrl.searchParams.delete('code_challenge')
  const redirect = await logIn(authorizationUrl, 'Ada')
  expect(redirect.searchParams.get('error')).toBe('invalid_request')
})

test.each(['https://evil.example/callback', 'http://127.0.0.1:1/other', 'http://localhost:1/callback'])(
  'nobody is sent to %s, which the client did not register',
  async unknown => {
    await using issuer = await start()
    const client = await clientOf(issuer)
    const { authorizationUrl } = await startAuthorization(issuer.url, { ...client, redirectUrl: unknown })
    await expect(logIn(authorizationUrl, 'Ada')).rejects.toThrow('invalid_redirect_uri')
  },
)

test('a loopback address is registered for every port', async () => {
  await using issuer = await start()
  const client = { ...(await clientOf(issuer)), redirectUrl: 'http://127.0.0.1:65535/callback' }
  expect(await tokensFor(issuer, client)).toHaveProperty('access_token')
})

test('plain HTTP to another machine is no redirect to register', async () => {
  await using issuer = await start()
  const registration = clientOf(issuer, { redirect_uris: ['http://example.com/callback'] })
  await expect(registration).rejects.toThrow('can only use loopback addresses')
})

test('a client may be the address of its metadata document instead of registering', async () => {
  const id = 'https://client.example.com/metadata.json'
  const document = { client_id: id, client_name: 'By document', redirect_uris: [redirectUrl] }
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    url === id ? Promise.resolve(Response.json({ ...document, token_endpoint_auth_method: 'none' })) : fetch(url, init),
  )
  await using issuer = await start()
  const client = { ...(await clientOf(issuer)), clientInformation: { client_id: id } }
  const { access_token } = await tokensFor(issuer, client as TestClient, { resource: new URL(resource) })
  expect((await verified(issuer, access_token)).payload.client_id).toBe(id)
})

test('the login page shows who asks, for what and where it leads, with every text escaped', async () => {
  await using issuer = await start()
  const name = `<img src=x onerror="alert('1')">&`
  const client = await clientOf(issuer, { client_name: name })
  const asked = { scope: 'mcp', resource: new URL('https://mcp.example.com/"><script>') }
  const { authorizationUrl } = await startAuthorization(issuer.url, { ...client, ...asked })
  const page = await formOf(authorizationUrl)
  expect(page.text).toContain(
    '<strong>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</strong> asks to act for you',
  )
  expect(page.text).toContain('https://mcp.example.com/%22%3E%3Cscript%3E')
  expect(page.text).toContain('<code>mcp</code>')
  expect(page.text).toContain(`<code>${redirectUrl}</code>`)
  expect(page.text).not.toMatch(/<img|<script/)
  expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
})

test('an error page escapes what the request brought', async () => {
  await using issuer = await start()
  const page = await fetch(`${issuer.url}/auth?client_id=${encodeURIComponent('<b>x')}&response_type=code`)
  expect(page.status).toBe(400)
  expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(await page.text()).not.toContain('<b>')
})

test('without a name the form is shown again', async () => {
  await using issuer = await start()
  const { authorizationUrl } = await startAuthorization(issuer.url, await clientOf(issuer))
  await expect(logIn(authorizationUrl, '  ')).rejects.toThrow('A name is needed.')
})

test('a login that another browser began cannot be ended', async () => {
  await using issuer = await start()
  const { authorizationUrl } = await startAuthorization(issuer.url, await clientOf(issuer))
  const { url } = await formOf(authorizationUrl)
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ name: 'Mallory' }) })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('Start it again in your client')
})

test('pages of other origins may register and get tokens', async () => {
  await using issuer = await start()
  for (const path of ['/.well-known/openid-configuration', '/reg', '/token', '/jwks']) {
    const preflight = await fetch(`${issuer.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://localhost:6274',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'mcp-protocol-version',
      },
    })
    expect(preflight.status, path).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Origin'), path).toBe('*')
    expect(preflight.headers.get('Access-Control-Allow-Headers'), path).toBe('mcp-protocol-version')
  }
})

test('under another name it does not answer', async () => {
  await using issuer = await start()
  const response = await fetch(issuer.url.replace('localhost', '127.0.0.1'))
  expect(response.status).toBe(421)
  expect(await response.text()).toContain(issuer.url)
})

test('what it issued is void when it stops, as the next one has another key', async () => {
  await using issuer = await start()
  await using next = await start()
  const { access_token } = await tokensFor(issuer, await clientOf(issuer), { resource: new URL(resource) })
  const keys = createRemoteJWKSet(new URL(`${next.url}/jwks`))
  await expect(jwtVerify(access_token, keys)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
})

test('it reports in one line each who registered, logged in and got a token', async () => {
  const lines: string[] = []
  await using issuer = await start({ log: line => lines.push(line) })
  const client = await clientOf(issuer, { client_name: 'Two\nlines' })
  await tokensFor(issuer, client, { scope: 'mcp', resource: new URL(resource) })
  expect(lines).toEqual([
    '"Two\\nlines" registered',
    '"Ada" logged in to "Two\\nlines"',
    `"Ada" got a token for ${resource}, scope "mcp", good for 3600 s (authorization_code)`,
  ])
})

/** The login page as a browser without cookies gets it: shown once, and not to be sent. */
async function formOf(authorizationUrl: URL) {
  const redirect = await fetch(authorizationUrl, { redirect: 'manual' })
  const url = new URL(redirect.headers.get('Location') ?? '', authorizationUrl)
  const cookies = redirect.headers.getSetCookie().map(cookie => cookie.split(';')[0])
  const page = await fetch(url, { headers: { Cookie: cookies.join('; ') } })
  return { url, text: await page.text(), headers: page.headers }
}
