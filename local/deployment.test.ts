import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processHost } from 'lambda-local'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStackFile } from '../command-line/stack-file.ts'
import { legacy } from '../scripts/build/messages.ts'
import { fixtureBuild } from '../testing/fixtures.ts'
import { createDeployment, type DeploymentOptions } from './deployment.ts'
import { localStack } from './local-stack.ts'

const bundle = mkdtempSync(join(tmpdir(), 'deployment-'))
beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.ts', '--no-snapshot', ...fixtureBuild, bundle], { stdio: 'pipe' })
})
afterAll(() => rmSync(bundle, { recursive: true }))

const open = localStack(readStackFile('dev', 'testing/stacks'))
const withToken = localStack(readStackFile('qas', 'testing/stacks'))

const deploy = (options: Partial<DeploymentOptions> = {}) =>
  createDeployment({ stack: open, host: processHost({ bundle }), ...options })

const { body, headers } = legacy('tools/call', { name: 'whoami' })

/** Asks the tool `whoami`. */
const whoami = (endpoint: string, more: Record<string, string> = {}) =>
  fetch(endpoint, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers, ...more },
  })

test('the endpoint is below the stage, and both functions stand behind it', async () => {
  await using deployment = await deploy({ stack: withToken })
  expect(deployment.endpoint).toMatch(/^http:\/\/localhost:\d+\/qas\/mcp$/)
  const answer = await whoami(deployment.endpoint, { Authorization: `Bearer ${withToken.token}` })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(/token-[0-9a-f]{8}/)
  expect(deployment.lambdas.map(({ instances }) => instances.length)).toEqual([1, 1])
})

test("every part is in the stack's region", async () => {
  const regions = new Set<string | undefined>()
  const host = processHost({ bundle })
  const launch: typeof host.launch = options => {
    regions.add(options.environment.AWS_REGION).add(options.environment.AWS_DEFAULT_REGION)
    return host.launch(options)
  }
  const arns: string[] = []
  await using deployment = await deploy({ stack: { ...withToken, region: 'cn-north-1' }, host: { ...host, launch } })
  const { authorizer } = deployment
  const invoke = authorizer?.invoke.bind(authorizer)
  Object.assign(authorizer ?? {}, {
    invoke(event: { methodArn: string }) {
      arns.push(event.methodArn)
      return invoke?.(event)
    },
  })
  const answer = await whoami(deployment.endpoint, { Authorization: `Bearer ${withToken.token}` })
  expect(answer.status).toBe(200)
  expect([...regions]).toEqual(['cn-north-1'])
  expect(arns).toEqual([expect.stringMatching(/^arn:aws-cn:execute-api:cn-north-1:\d{12}:\w+\/qas\/POST\/mcp$/)])
})

test.each([
  ['none', {}],
  ['another', { Authorization: `Bearer ${open.token ?? 'f'.repeat(64)}` }],
])('with %s instead of the token a caller is challenged, and no server starts', async (_what, headers) => {
  await using deployment = await deploy({ stack: withToken })
  const answer = await whoami(deployment.endpoint, headers)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  expect(deployment.server.instances).toEqual([])
})

test('both functions start ahead of any call, when asked to', async () => {
  await using deployment = await deploy({ stack: withToken })
  await deployment.start(2)
  expect(deployment.lambdas.map(({ instances }) => instances.length)).toEqual([2, 1])
})

test('a restart leaves no instance from before, and as many as were asked for', async () => {
  await using deployment = await deploy()
  await deployment.start(2)
  const before = deployment.server.instances
  await deployment.restart(2)
  expect(deployment.server.instances).toHaveLength(2)
  for (const id of deployment.server.instances) expect(before).not.toContain(id)
})

test('it is reached by its name and by its address', async () => {
  await using deployment = await deploy()
  const { port } = new URL(deployment.endpoint)
  for (const address of ['localhost', '127.0.0.1']) {
    expect((await fetch(`http://${address}:${port}/dev/healthz`)).status).toBe(200)
  }
})

test('a page of the web is refused, by an answer that tells the remedy', async () => {
  await using deployment = await deploy()
  const answer = await whoami(deployment.endpoint, { Origin: 'https://evil.example' })
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({
    jsonrpc: '2.0',
    error: { message: expect.stringContaining('mcp:allowedOrigins lists those that may') },
  })
  expect(deployment.server.instances).toEqual([])
})

test('lines of instances and of the API are told apart by their first word', async () => {
  const lines: string[] = []
  await using deployment = await deploy({ log: line => lines.push(line) })
  await whoami(deployment.endpoint)
  await fetch(deployment.endpoint.replace('/mcp', '/nowhere'))
  const words = lines.map(line => line.split(' ')[0])
  expect(words).toEqual(expect.arrayContaining(['access', 'gateway', ...deployment.server.instances]))
})

test('a port that is taken rejects', async () => {
  await using deployment = await deploy()
  const port = Number(new URL(deployment.endpoint).port)
  await expect(deploy({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('what cannot be served leaves the port free', async () => {
  await using deployment = await deploy()
  const port = Number(new URL(deployment.endpoint).port)
  await deployment[Symbol.asyncDispose]()
  const broken = {
    ...open,
    name: 'dev',
    get config(): never {
      throw new Error('no configuration')
    },
  }
  await expect(deploy({ port, stack: broken })).rejects.toThrow('no configuration')
  await using again = await deploy({ port })
  expect(again.endpoint).toContain(`:${port}/`)
})
