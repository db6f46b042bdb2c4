import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client'
import { describe, expect, test } from 'vitest'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { logIn } from '../testing/login.ts'
import { node } from '../testing/processes.ts'
import { MemoryProvider } from './memory-provider.ts'
import { protectedServer } from './protected-server.ts'
import { listen, type Running } from './transports.ts'

const issuer = () => createIssuer({ port: 0 })

describe('npm run client', () => {
  const client = ({ url }: Running) =>
    node(['client/client.ts'], {
      MCP_SERVER_ENDPOINT: `${url}/mcp`,
      MCP_AUTH_TOKEN: undefined,
      NO_COLOR: '1',
      BROWSER: 'none', // No such program.
    })

  /** The address that a client has printed. */
  async function loginAddress(running: ReturnType<typeof client>): Promise<URL> {
    const [, address = ''] = await running.prints(/If none opens: (\S+)\n/)
    return new URL(address)
  }

  test('logs in with a browser where a server asks for it, and calls as the person who did', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    await using running = client(server)
    const callback = await logIn(await loginAddress(running), 'Ada')
    const page = await fetch(callback)
    expect(await page.text()).toBe('You are logged in. You can close this window.\n')

    const { code, stdout, stderr } = await running.ended
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Connecting \S+\nLog in with your browser\. .+\nconnected\nlistTools response: [\s\S]+\ncallTool:countdown response: .*Counted down/,
    )
    expect(server.callers.at(-1)).toMatchObject({ sub: 'Ada', aud: `${server.url}/mcp`, scope: 'mcp' })
  })

  test('goes on waiting after an answer that is not for it, and ends with a line when the login is refused', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    await using running = client(server)
    const { searchParams } = await loginAddress(running)
    const callback = (answer: Record<string, string>) =>
      fetch(`${searchParams.get('redirect_uri')}?${new URLSearchParams(answer)}`)

    expect(await callback({ code: 'stolen', state: 'guessed' })).toMatchObject({ status: 400 })
    const state = searchParams.get('state') ?? ''
    // Errors name who they are from as well: RFC 9207, 2.
    const refusal = { error: 'access_denied', error_description: 'Not\u001b[31m you', iss: authorizationServer.url }
    const page = await callback({ ...refusal, state })
    expect(await page.text()).toContain('You are not logged in')

    const { code, stderr } = await running.ended
    expect(stderr).toBe(`The login at ${authorizationServer.url} failed: access_denied, Not [31m you.\n`)
    expect(code).toBe(1)
  })

  test("refuses another authorization server's answer", async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    await using running = client(server)
    const callback = await logIn(await loginAddress(running), 'Ada')
    callback.searchParams.set('iss', 'https://other.example.com')
    await fetch(callback)
    expect(await running.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('another authorization server'),
    })
  })

  test('says so when the authorization server does not answer', async () => {
    const stopped = await listen(() => {})
    await stopped[Symbol.asyncDispose]()
    await using server = await protectedServer(stopped.url)
    const { code, stderr } = await client(server).ended
    expect(stderr).toMatch(
      new RegExp(`^${stopped.url}, where the server sends .* \\(ECONNREFUSED\\).*npm run issuer\n$`),
    )
    expect(code).toBe(1)
  })

  test('asks once only: a token that the server does not accept ends it', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url, 'https://other.example.com/mcp')
    await using running = client(server)
    await fetch(await logIn(await loginAddress(running), 'Ada'))
    const { code, stderr } = await running.ended
    expect(stderr).toBe('The server does not accept the token of this login. Its log says why.\n')
    expect(code).toBe(1)
  })
})

describe.each([
  ['2025-11-25', 'legacy'],
  ['2026-07-28', 'auto'],
] as const)('SDK 2, %s', (version, mode) => {
  /** A client with its provider, logged in. */
  async function connected({ url }: Running) {
    const provider = new MemoryProvider()
    const createTransport = () => new Transport2(new URL(`${url}/mcp`), { authProvider: provider })
    const first = createTransport()
    const client = new Client2({ name: 'sdk-2', version: '0' }, { versionNegotiation: { mode } })
    await expect(client.connect(first)).rejects.toThrow('Unauthorized')
    await first.finishAuth((await logIn(provider.loginAddress, 'Ada')).searchParams)
    const transport = createTransport()
    await client.connect(transport)
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    return { client, provider, transport }
  }

  test('logs in, for the resource and the scopes that the challenge names', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    server.needs.push('reports:read')
    const { client, provider } = await connected(server)
    const { searchParams } = provider.loginAddress
    expect(searchParams.get('resource')).toBe(`${server.url}/mcp`)
    expect(searchParams.get('scope')).toBe('mcp reports:read offline_access')

    expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ text: 'pong' }] })
    expect(server.callers.at(-1)).toMatchObject({ sub: 'Ada', aud: `${server.url}/mcp`, scope: 'mcp reports:read' })
    await client.close()
  })

  test('logs in again where a call needs more scopes', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    const { client, provider, transport } = await connected(server)
    server.needs.push('reports:read')
    await expect(client.callTool({ name: 'ping' })).rejects.toThrow('Unauthorized')
    await transport.finishAuth((await logIn(provider.loginAddress, 'Ada')).searchParams)
    expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ text: 'pong' }] })
    await client.close()
  })

  test('gets another token for its refresh token, without a login', async () => {
    await using authorizationServer = await issuer()
    await using server = await protectedServer(authorizationServer.url)
    const { client, provider } = await connected(server)
    const old = provider.tokens()?.access_token ?? ''
    server.revoked.add(old)
    expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ text: 'pong' }] })
    expect(provider.tokens()?.access_token).not.toBe(old)
    await client.close()
  })
})
