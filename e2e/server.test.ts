import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { legacy } from '../scripts/build/messages.ts'
import { withFixtures } from '../testing/fixtures.ts'
import { node, type Process } from '../testing/processes.ts'
import { startTestIssuer } from '../testing/test-issuer.ts'

const start = (env: NodeJS.ProcessEnv = {}) => node([...withFixtures, 'app/local-server.ts'], { PORT: '0', ...env })
const endpointOf = async (server: Process) => (await server.prints(/MCP endpoint: (\S+)/))[1] ?? ''

const call = (endpoint: string, name: string, args: object, extra: Record<string, string> = {}) => {
  const { body } = legacy('tools/call', { name, arguments: args })
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...extra }
  return fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })
}

test('it prints its endpoint and the line that connects Claude Code', async () => {
  await using server = start()
  const endpoint = await endpointOf(server)
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
  await server.prints(new RegExp(`claude mcp add --transport http serverless-mcp ${endpoint}\n`))
  expect(await (await call(endpoint, 'ping', {})).text()).toContain('pong')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'on %s it finishes open requests, takes no new ones, and ends',
  async signal => {
    await using server = start()
    const endpoint = await endpointOf(server)
    const open = await call(endpoint, 'countdown', { from: 2, intervalMs: 300 })

    server.child.kill(signal)
    await server.prints(/Finishing open requests/)
    await expect(call(endpoint, 'ping', {})).rejects.toThrow()
    expect(await open.text()).toContain('Counted down from 2.')
    expect(await server.ended).toMatchObject({ code: 0 })
  },
)

test('a second signal ends it at once', async () => {
  await using server = start()
  const endpoint = await endpointOf(server)
  const open = await call(endpoint, 'countdown', { from: 100, intervalMs: 1000 })
  server.child.kill('SIGINT')
  await server.prints(/Finishing open requests/)
  server.child.kill('SIGINT')
  expect(await server.ended).toMatchObject({ code: 1 })
  await expect(open.text()).rejects.toThrow()
})

test('a port that is taken ends it with one line that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await sleep(10)
  const { port } = other.address() as { port: number }
  const { code, stderr } = await start({ PORT: String(port) }).ended
  other.close()
  expect(code).toBe(1)
  expect(stderr).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start\n`,
  )
})

test('a variable that cannot be used ends it with one line that names it', async () => {
  const { code, stderr } = await start({ PORT: 'http' }).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^PORT is "http".*\n$/)
})

test('it warns where it is open to others, and where a token is asked for that nobody can have', async () => {
  await using open = start({ HOST: '0.0.0.0' })
  await open.prints(/HOST is 0\.0\.0\.0: anybody who can reach this machine may call/)
  await using shut = start({ AUTHORIZATION: 'token' })
  await shut.prints(/TOKEN_DIGESTS is empty: every call is refused/)
  await shut.prints(/--header "Authorization: Bearer TOKEN"/)
})

test('with AUTHORIZATION=jwt it takes the tokens of the issuer, for the endpoint that it prints', async () => {
  await using issuer = await startTestIssuer()
  await using server = start({ AUTHORIZATION: 'jwt', JWT_ISSUER: issuer.issuer })
  const endpoint = await endpointOf(server)
  const exp = Math.floor(Date.now() / 1000) + 60
  const token = await issuer.sign({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp })

  const refused = await call(endpoint, 'whoami', {})
  expect(refused.status).toBe(401)
  const [, metadata = ''] = /resource_metadata="(.*)"/.exec(refused.headers.get('WWW-Authenticate') ?? '') ?? []
  expect(await (await fetch(metadata)).json()).toMatchObject({
    resource: endpoint,
    authorization_servers: [issuer.issuer],
  })
  const accepted = await call(endpoint, 'whoami', {}, { Authorization: `Bearer ${token}` })
  expect(await accepted.text()).toContain('user-1')
})

test.each([
  [{}, /^JWT_ISSUER is not set.*\n$/],
  [{ JWT_ISSUER: 'http://login.example.com' }, /^JWT_ISSUER is "http:\/\/login\.example\.com", but must be https.*\n$/],
  [{ JWT_ISSUER: 'https://login.example.com', HOST: '0.0.0.0' }, /^JWT_AUDIENCE is not set.*HOST is 0\.0\.0\.0.*\n$/],
])('with AUTHORIZATION=jwt and %j it ends with one line that says what to set', async (env, line) => {
  const { code, stderr } = await start({ AUTHORIZATION: 'jwt', ...env }).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(line)
})
