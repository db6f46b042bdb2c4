import { createHash } from 'node:crypto'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { APIGatewayAuthorizerResult } from 'aws-lambda'
import { describe, expect, inject, test } from 'vitest'
import { baseImage } from '../infra/image/base-image.ts'
import { imageInputs } from '../infra/image/image-tag.ts'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { node } from '../testing/processes.ts'
import { container, docker, inTurn } from './container.ts'

const image = inject('image') ?? ''
const digest = createHash('sha256').update('good_access_token').digest('hex')
const whoami = (extra = {}) => rpcEvent('tools/call', { name: 'whoami' }, extra)

describe.skipIf(image === '').each([
  ['from its snapshot', {}],
  ['without', { SNAPSHOT: 'off' }],
])('the image, started %s,', (_how, env) => {
  test('answers npm run invoke', async () => {
    await using server = await container(image, env)
    await server.invoke(rpcEvent('server/discover'))
    const LAMBDA_ENDPOINT = server.endpoint
    const listed = await node(['scripts/invoke.ts', 'tools/list'], { LAMBDA_ENDPOINT }).ended
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^200\n\{[\s\S]*"name": "countdown"/) })
    const called = await node(['scripts/invoke.ts', 'tools/call', '{"name":"ping"}'], { LAMBDA_ENDPOINT }).ended
    expect(called).toMatchObject({ code: 0, stdout: expect.stringContaining('"text": "pong"') })
  })

  test('needs no session: two containers answer the requests of one client in turn', async () => {
    await using one = await container(image, env)
    await using other = await container(image, env)
    await using front = await inTurn([one, other])
    const client = new Client({ name: 'test', version: '0' })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${front.url}/mcp`)) as Transport)
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(4)
    for (let call = 0; call < 6; call++) {
      expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ text: 'pong' }] })
    }
    expect(front.handled.length).toBeGreaterThanOrEqual(9)
    expect(new Set(front.handled)).toEqual(new Set([one.id, other.id]))
    await client.close()
  })

  test('is the authorizer too, by another command, and its answer reaches whoami', async () => {
    await using authorizer = await container(image, { ...env, TOKEN_DIGESTS: digest }, ['authorizer.handler'])
    const methodArn = 'arn:aws:execute-api:ap-southeast-2:123456789012:abcdef1234/dev/POST/mcp'
    const event = (token: string) => ({ type: 'TOKEN', authorizationToken: `Bearer ${token}`, methodArn })

    expect(await authorizer.invoke(event('wrong'))).toMatchObject({ errorMessage: 'Unauthorized' })
    const allowed = await authorizer.invoke<APIGatewayAuthorizerResult>(event('good_access_token'))
    expect(allowed.policyDocument.Statement).toMatchObject([{ Effect: 'Allow' }])

    await using server = await container(image, { ...env, AUTHORIZATION: 'token' })
    expect(await server.invoke(whoami())).toMatchObject({ statusCode: 401 })
    const { principalId, context } = allowed
    const { statusCode, body } = await server.invoke(whoami({ authorizer: { principalId, ...context } }))
    expect(statusCode).toBe(200)
    expect(JSON.parse(body).result.structuredContent).toMatchObject({ principal: principalId, authenticated: true })
  })

  test('answers before the timeout of the function, and names it', async () => {
    await using server = await container(image, { ...env, AWS_LAMBDA_FUNCTION_TIMEOUT: '2' })
    await server.invoke(rpcEvent('server/discover'))
    const { body } = await server.invoke(
      rpcEvent('tools/call', { name: 'countdown', arguments: { from: 100, intervalMs: 1000 } }),
    )
    expect(JSON.parse(body)).toMatchObject({
      id: 1,
      error: { code: -32603, message: expect.stringMatching(/1[45]\d\d ms/) },
    })
    // The next call finds the process in order.
    expect(await server.invoke(rpcEvent('tools/list'))).toMatchObject({ statusCode: 200 })
  })

  test('writes one line of JSON for each request, and none when it starts', async () => {
    await using server = await container(image, env)
    await server.invoke(rpcEvent('tools/call', { name: 'ping' }, { requestId: 'request-5' }))
    const lines = (await docker('logs', server.id)).split('\n').filter(line => line.includes('{"level":'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('{"level":"info","message":"POST /mcp","status":200,')
    expect(lines[0]).toContain('request-5')
  })
})

describe.skipIf(image === '')('the image', () => {
  test('without configuration lets no token in', async () => {
    await using authorizer = await container(image, {}, ['authorizer.handler'])
    const event = { type: 'TOKEN', authorizationToken: 'Bearer good_access_token', methodArn: 'arn:aws:x/dev/POST/mcp' }
    expect(await authorizer.invoke(event)).toMatchObject({ errorMessage: 'Unauthorized' })
  })

  test('holds the server, its snapshot and the authorizer, nothing else, and adds less than 20 MB to its base', async () => {
    const files = await docker('run', '--rm', '--entrypoint', 'find', image, '/var/task', '-type', 'f')
    // The project as `npm start` has it beside package.json: tools find their files there. No packages: no tool needs one.
    const isCode = (path: string) => path.startsWith('app/') || /^package(-lock)?\.json$/.test(path)
    const code = imageInputs('.')
      .filter(isCode)
      .map(path => `/var/task/code/${path}`)
    expect(files.split('\n').sort()).toEqual([
      '/var/task/app.blob',
      '/var/task/app.cjs',
      '/var/task/app.seal',
      '/var/task/app.sha256',
      '/var/task/authorizer.cjs',
      '/var/task/authorizer.cjs.map',
      '/var/task/build.json',
      '/var/task/code.json',
      ...code,
      '/var/task/core.cjs',
      '/var/task/core.cjs.map',
      '/var/task/core.plain.cache',
      '/var/task/hooks.cjs',
      '/var/task/launch.sh',
      '/var/task/load.cjs',
      '/var/task/names.json',
      '/var/task/pack.cjs',
      '/var/task/pack.json',
      '/var/task/pack.plain.cache',
      '/var/task/pack.txt',
    ])
    const history = await docker('history', '--format', '{{.Size}}', '--human=false', image)
    const base = await docker('history', '--format', '{{.Size}}', '--human=false', process.env.BASE_IMAGE || baseImage)
    const bytes = (sizes: string) => sizes.split('\n').reduce((sum, size) => sum + Number(size), 0)
    expect(bytes(history) - bytes(base)).toBeLessThan(20 * 1024 * 1024)
  })

  test("names the core's sources by their paths in the repository", async () => {
    const map = await docker('run', '--rm', '--entrypoint', 'cat', image, '/var/task/core.cjs.map')
    expect(JSON.parse(map).sources).toContain('code/app/mcp/create-mcp.ts')
  })

  test('for an architecture that this machine cannot build ends in one sentence', async () => {
    const { code, stderr } = await node([
      'scripts/image.ts',
      '--platform',
      'linux/s390x',
      '--tag',
      'serverless-mcp:none',
    ]).ended
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^The image cannot be built for linux\/s390x on this machine: .*\.$/,
    )
  })
})

test('without Docker, npm run image says what is missing', async () => {
  const { code, stderr } = await node(['scripts/image.ts'], { PATH: '' }).ended
  expect(code).toBe(1)
  expect(stderr).toBe('No Docker engine answers: install and start Docker, then run this again.\n')
})

test('where no container runs, npm run invoke says how to start one', async () => {
  const { code, stderr } = await node(['scripts/invoke.ts', 'tools/list'], { LAMBDA_ENDPOINT: 'http://127.0.0.1:9/' })
    .ended
  expect(code).toBe(1)
  expect(stderr).toContain('docker run --rm -p 9000:8080 serverless-mcp')
})

test.each([
  [[], /^Which method\?/],
  [['tools/call', 'ping'], /^The parameters are not a JSON object: ping/],
])('npm run invoke with %j says what it takes', async (args, line) => {
  const { code, stderr } = await node(['scripts/invoke.ts', ...args]).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(line)
})
