import { createHash } from 'node:crypto'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { APIGatewayProxyEvent, APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { createGateway } from 'lambda-local'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHandler } from '../app/lambda/handler.ts'
import { silent } from '../app/log.ts'
import { openApi } from '../infra/openapi.ts'
import { legacy } from '../scripts/build/messages.ts'
import { createTestMcp } from '../testing/mcp.ts'
import { inProcess } from './in-process.ts'
import { messageOf, send } from './requests.ts'
import { listen } from './transports.ts'

const document = openApi({
  title: 'serverless-mcp-dev',
  serverUri: 'arn:server',
  authorizerUri: 'arn:authorizer',
  authorizerTtlSeconds: 300,
  timeoutMs: 20_500,
})

beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('TOKEN_DIGESTS', createHash('sha256').update('good_access_token').digest('hex'))
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** Both functions in this process, without Lambda, behind the gateway. */
async function startGateway() {
  const authorizer = (await import('../app/lambda/authorizer.ts')).handler
  const server = createHandler({
    mcp: createTestMcp(),
    log: silent,
    authorization: 'token',
    jwt: undefined,
    hosts: 'any',
    origins: 'any',
  })
  return listen(
    createGateway({
      document,
      stage: 'dev',
      functions: {
        'arn:server': inProcess(event =>
          server(event as APIGatewayProxyEvent, { getRemainingTimeInMillis: () => 20_000 }),
        ),
        'arn:authorizer': inProcess(event => authorizer(event as APIGatewayTokenAuthorizerEvent)),
      },
    }),
  )
}

test.each([['auto'], ['legacy']] as const)('a client of the generation "%s" calls a tool', async mode => {
  await using server = await startGateway()
  const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } })
  const requestInit = { headers: { Authorization: 'Bearer good_access_token' } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/dev/mcp`), { requestInit }))
  const { content } = await client.callTool({ name: 'ping' })
  expect(content).toEqual([{ type: 'text', text: 'pong' }])
  await client.close()
})

test('the identity comes from the authorizer, and a wrong token does not get in', async () => {
  await using server = await startGateway()
  const call = legacy('tools/call', { name: 'whoami', arguments: {} })
  const as = (token: string) =>
    send(server, { ...call, path: '/dev/mcp', headers: { ...call.headers, Authorization: `Bearer ${token}` } })
  expect(JSON.stringify(messageOf(await as('good_access_token')))).toMatch(/token-[0-9a-f]{8}/)
  expect(await as('wrong')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
})
