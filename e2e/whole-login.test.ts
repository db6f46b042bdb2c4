import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { dockerHost, type Host } from 'lambda-local'
import { chromium } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { issuerAddresses } from '../local/issuer/addresses.ts'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { withFixtures } from '../testing/fixtures.ts'
import { logIn } from '../testing/login.ts'
import { node } from '../testing/processes.ts'
import { bundle, deployLocally } from './local-deployment.ts'
import { MemoryProvider } from './memory-provider.ts'

// A client that knows nothing but the endpoint finds out where to log in, does, and calls as who logged in.

const image = inject('image')
const browser = inject('chromium')

interface Place extends AsyncDisposable {
  endpoint: string
}

/** Logs in by an address, and returns the client's own address with the code. */
type LogIn = (address: URL, name: string) => Promise<URL>

type Whoami = (endpoint: string, name: string, login: LogIn) => Promise<object>

const sdk1: Whoami = async (endpoint, name, login) => {
  const provider = new MemoryProvider()
  // SDK 1 has the same interface, in types of its own.
  const transport = () => new Transport1(new URL(endpoint), { authProvider: provider as never })
  const first = transport()
  const client = new Client1({ name: 'sdk-1', version: '0' })
  await expect(client.connect(first as Transport)).rejects.toThrow('Unauthorized')
  await first.finishAuth((await login(provider.loginAddress, name)).searchParams.get('code') ?? '')
  await client.connect(transport() as Transport)
  const answer = await client.callTool({ name: 'whoami' })
  await client.close()
  return answer
}

const sdk2 =
  (mode: 'legacy' | 'auto'): Whoami =>
  async (endpoint, name, login) => {
    const provider = new MemoryProvider()
    const transport = () => new Transport2(new URL(endpoint), { authProvider: provider })
    const first = transport()
    const client = new Client2({ name: 'sdk-2', version: '0' }, { versionNegotiation: { mode } })
    await expect(client.connect(first)).rejects.toThrow('Unauthorized')
    await first.finishAuth((await login(provider.loginAddress, name)).searchParams)
    await client.connect(transport())
    const answer = await client.callTool({ name: 'whoami' })
    await client.close()
    return answer
  }

const clients = { 'SDK 1.x': sdk1, 'SDK 2.x, 2025-11-25': sdk2('legacy'), 'SDK 2.x, 2026-07-28': sdk2('auto') }

/** `npm start`, with the variables that the README names. */
async function devServer(JWT_ISSUER: string): Promise<Place> {
  const server = node([...withFixtures, 'app/local-server.ts'], { PORT: '0', AUTHORIZATION: 'jwt', JWT_ISSUER })
  const [, endpoint = ''] = await server.prints(/MCP endpoint: (\S+)/)
  return Object.assign(server, { endpoint })
}

/** `npm run local` for a stack that takes access tokens: the document, the authorizer and the server as deployed. */
const deployment =
  (host: Host, config: object = {}) =>
  (issuer: string): Promise<Place> =>
    deployLocally(host, { authorization: 'jwt', jwt: { issuer: 'https://login.acme.test' }, ...config }, issuer)

const domain = { domain: { name: 'mcp.acme.test', zone: 'acme.test' } }
const container = dockerHost({ image: image ?? '', hostNames: ['localhost'] })

const places = {
  'the development server': { start: devServer, skip: false },
  'the image, at the stage of its API': { start: deployment(container), skip: image === null },
  'the image, at a domain of its own': { start: deployment(container, domain), skip: image === null },
}

async function login(start: (issuer: string) => Promise<Place>, name: string, whoami: Whoami, by: LogIn = logIn) {
  await using issuer = await createIssuer({ port: 0, addresses: await issuerAddresses() })
  await using place = await start(issuer.url)
  expect(await whoami(place.endpoint, name, by)).toMatchObject({
    structuredContent: { principal: name, authenticated: true },
  })
}

describe.each(Object.entries(places))('at %s', (_place, { start, skip }) => {
  test.skipIf(skip).each(Object.entries(clients))('%s', async (_client, whoami) => {
    await login(start, 'Ada', whoami)
  })
})

test('without Docker, in child processes', async () => {
  using built = bundle()
  await login(deployment(built.host), 'Ada', clients['SDK 1.x'])
})

test.skipIf(browser === null || image === null)('in a browser, through the image at its stage', async () => {
  await using chrome = await chromium.launch({
    executablePath: browser ?? '',
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'], // Nothing beyond this machine.
  })
  const page = await chrome.newPage({ javaScriptEnabled: false })
  await login(
    places['the image, at the stage of its API'].start,
    'Grace',
    clients['SDK 2.x, 2026-07-28'],
    async address => {
      await page.goto(address.href)
      await page.getByRole('textbox', { name: 'Your name' }).fill('Grace')
      const returned = page.waitForRequest(/^http:\/\/127\.0\.0\.1:1\/callback/) // Nobody listens there but this test.
      await page.getByRole('button', { name: 'Log in and allow' }).click()
      return new URL((await returned).url())
    },
  )
})
