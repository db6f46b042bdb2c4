import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { dockerHost, type Invocation, type LambdaOptions, ownerLabel, removeLeftovers } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { baseImage } from '../infra/image/base-image.ts'
import { maxBytes } from '../packages/lambda-local/src/lambda/limits.ts'
import { createGate } from '../packages/lambda-local/tests/barrier.ts'
import { reads, type TestLambda, testLambda } from '../packages/lambda-local/tests/test-lambda.ts'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { node } from '../testing/processes.ts'
import { docker } from './container.ts'
import { dockerInFront } from './docker-in-front.ts'

const image = inject('image') ?? ''
const functions = 'serverless-mcp-test-functions'
const base = process.env.BASE_IMAGE || baseImage
const root = join(import.meta.dirname, '..')

const parse = ({ payload }: Invocation) => JSON.parse(payload.toString())
const containersOf = async (pid = process.pid) => {
  const label = ownerLabel(pid).replace('--label=', 'label=')
  const names = await docker('ps', '--all', '--filter', label, '--format', '{{.Names}}')
  return names === '' ? [] : names.split('\n')
}

const foldersOf = () => readdirSync(tmpdir()).filter(name => name.startsWith(`serverless-mcp-local-${process.pid}@`))

/** The test functions in containers. */
const lambda = (handler: string, options: Partial<LambdaOptions> = {}) =>
  testLambda(handler, { host: dockerHost({ image: functions }), ...options })

/** A gate where containers find it. */
const gateForContainers = async () => createGate((await dockerHost({ image: functions }).network()).listen)

beforeAll(() => {
  const build = [
    'build',
    '--quiet',
    '--tag',
    functions,
    '--file',
    '-',
    join(root, 'packages/lambda-local/tests/functions'),
  ]
  if (image !== '') execFileSync('docker', build, { input: `FROM ${base}\nCOPY . /var/task/\n` })
})

afterAll(async () => {
  if (image !== '') await docker('rmi', functions)
})

describe.skipIf(image === '')('a function in containers', () => {
  test('is the server, by the official runtime, in one container for one call after the other', async () => {
    await using server = testLambda('app.handler', { host: dockerHost({ image }) })
    for (let call = 0; call < 3; call++) {
      const answer: APIGatewayProxyResult = parse(await server.invoke(rpcEvent('tools/call', { name: 'ping' })))
      expect(answer.statusCode).toBe(200)
      expect(JSON.parse(answer.body)).toMatchObject({ result: { content: [{ text: 'pong' }] } })
    }
    expect(await containersOf()).toEqual(server.instances)
    expect(server.instances).toHaveLength(1)
    const [id] = server.instances
    const line = await server.logged(/POST \/mcp/)
    expect(line).toMatch(new RegExp(`^${id} \\{"timestamp":`))
  })

  test('is the authorizer too', async () => {
    await using authorizer = testLambda('authorizer.handler', { host: dockerHost({ image }) })
    const event = { type: 'TOKEN', authorizationToken: 'Bearer wrong', methodArn: 'arn:aws:x/dev/POST/mcp' }
    const refused = await authorizer.invoke(event)
    expect(refused.functionError).toBe('Unhandled')
    expect(parse(refused)).toMatchObject({ errorMessage: 'Unauthorized' })
  })

  test('has what Lambda gives it, and no more', async () => {
    await using echo = lambda('app.handler', { memorySize: 512, environment: { STAGE: 'dev' } })
    const { env, context } = await echo.answer()
    expect(context).toMatchObject({ functionName: 'test', memoryLimitInMB: '512' })
    expect(env).toMatchObject({ STAGE: 'dev', _HANDLER: 'app.handler', TZ: ':UTC', LAMBDA_TASK_ROOT: '/var/task' })
    expect(env.LD_LIBRARY_PATH).toContain('/var/task/lib')
    const failed = await echo.invoke({ steps: [['createFile', '/var/task/x']] })
    expect(parse(failed)).toMatchObject({ errorMessage: expect.stringContaining('EROFS') })
    expect(await echo.invoke({ steps: [['createFile', '/tmp/x']] })).not.toHaveProperty('functionError')
  })

  test('is told its secrets by no command line, and everything as it is', async () => {
    using front = dockerInFront()
    const secret = randomBytes(16).toString('hex')
    const environment = {
      STATE_KEYS: secret,
      KEY: `-----BEGIN KEY-----\n${secret}\n-----END KEY-----\n`,
      QUOTED: `"${secret}" '$HOME' \\n # = `,
      EMPTY: '',
      // Docker's client has these too, and is to keep its own.
      HOME: `/tmp/${secret}`,
      PATH: `/var/lang/bin:/usr/bin:/bin:/${secret}`,
      DOCKER_HOST: `tcp://${secret}`,
    }
    await using echo = lambda('app.handler', { environment })
    const { env } = await echo.answer()
    expect(env).toMatchObject(environment)
    const commands = front.commands().join('\n')
    expect(commands).toMatch(/^run,--rm,/m)
    expect(commands).not.toContain(secret)
    expect(commands).not.toContain(env.AWS_LAMBDA_RUNTIME_API?.split(':')[0])
    await echo[Symbol.asyncDispose]()
    expect(foldersOf()).toEqual([])
  })

  test('runs by the flags that child processes run by', async () => {
    await using container = lambda('app.handler', { memorySize: 512 })
    await using child = testLambda('app.handler', { memorySize: 512 })
    const flags = async (of: TestLambda) => (await of.answer()).execArgv.sort()
    expect(await flags(child)).toEqual(await flags(container))
  })

  test('answers nobody but itself by its Runtime API', async () => {
    await using echo = lambda('app.handler')
    const { env } = await echo.answer()
    const [host = '', port] = env.AWS_LAMBDA_RUNTIME_API?.split(':') ?? []
    const { listen } = await dockerHost({ image: functions }).network()
    const next = `http://${listen}:${port}/2018-06-01/runtime/invocation/next`
    expect((await fetch(next)).status).toBe(403)
    const other = ['run', '--rm', '--add-host', `${host.toLowerCase()}:${listen}`, '--entrypoint', 'node', functions]
    const script = `fetch('${next.replace(listen, host.toLowerCase())}').then(answer => console.log(answer.status))`
    expect(await docker(...other, '--eval', script)).toBe('403')
    expect(await echo.logged(/refused a caller/)).toContain(echo.instances[0])
    expect(await echo.answer({ still: 'mine' })).toMatchObject({ event: { still: 'mine' } })
  })

  test('runs overlapping calls in a container each', async () => {
    await using gate = await gateForContainers()
    await using echo = lambda('app.handler', { maxInstances: 2 })
    const event = { steps: [['gate', gate.url]] }
    const both = Promise.all([echo.invoke(event), echo.invoke(event)])
    await gate.reached(2)
    expect((await containersOf()).sort()).toEqual([...echo.instances].sort())
    expect(echo.instances).toHaveLength(2)
    await expect(echo.invoke({})).rejects.toMatchObject({ status: 429 })
    gate.open()
    const streams = (await both).map(answer => parse(answer).env.AWS_LAMBDA_LOG_STREAM_NAME)
    expect(new Set(streams).size).toBe(2)
  })

  test('fails as in Lambda when it exceeds its timeout or its memory, exits, or cannot start', async () => {
    await using echo = lambda('app.handler', { timeoutMs: 2000, memorySize: 128 })
    const errors: string[] = []
    for (const step of [['hang'], ['exit', 1], ['fill', 400_000_000], ['fail', 'out of range']]) {
      const failed = await echo.invoke({ steps: [step] })
      expect(failed.functionError).toBe('Unhandled')
      const { errorType, errorMessage } = parse(failed)
      errors.push(`${errorType}: ${errorMessage.replace(failed.requestId, 'ID')}`)
    }
    expect(errors).toEqual([
      'Sandbox.Timedout: RequestId: ID Error: Task timed out after 2.00 seconds',
      'Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 1',
      'Runtime.ExitError: RequestId: ID Error: Runtime exited with error: signal: killed',
      'RangeError: out of range',
    ])
    await using broken = lambda('throws.handler')
    expect(parse(await broken.invoke({}))).toMatchObject({ errorType: 'TypeError', errorMessage: 'no configuration' })
    await using missing = lambda('app.handler', { host: dockerHost({ image: 'serverless-mcp-not-built' }) })
    expect(parse(await missing.invoke({}))).toMatchObject({ errorType: 'Runtime.ExitError' })
    expect(await missing.logged(/serverless-mcp-not-built/)).toMatch(/No such image|Unable to find image/i)
  })

  test('fails the call of a container that is killed, and goes on in another', async () => {
    await using gate = await gateForContainers()
    await using echo = lambda('app.handler')
    const call = echo.invoke({ steps: [['gate', gate.url]] })
    await gate.reached()
    const [id = ''] = echo.instances
    await echo.kill(id)
    expect(await containersOf()).toEqual([])
    expect(parse(await call)).toMatchObject({ errorMessage: expect.stringMatching(/signal: killed$/) })
    await echo.answer()
    expect(echo.instances).not.toContain(id)
  })

  test('can be disposed of while a container is being made', async () => {
    const echo = lambda('app.handler')
    const call = echo.invoke({})
    await expect.poll(() => containersOf(), { interval: 5 }).toHaveLength(1)
    await echo[Symbol.asyncDispose]()
    expect(await call).toMatchObject({ functionError: 'Unhandled' })
    expect(await containersOf()).toEqual([])
  })

  test('answers with 6,291,556 bytes, and survives one more', async () => {
    await using echo = lambda('app.handler')
    const { payload } = await echo.invoke({ bytes: maxBytes.buffered - 2 })
    expect(payload.length).toBe(6_291_556)
    expect(parse(await echo.invoke({ bytes: maxBytes.buffered - 1 }))).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    })
    await echo.answer()
  })
})

describe.skipIf(image === '')('a function that streams from a container', () => {
  const prelude = { statusCode: 201, headers: { 'x-a': '1' } }
  const head = `${JSON.stringify(prelude)}${'\0'.repeat(8)}`

  test('is read chunk by chunk', async () => {
    await using gate = await gateForContainers()
    await using server = lambda('app.stream')
    const wait = ['gate', gate.url]
    const streamed = await server.invokeWithResponseStream({
      prelude,
      steps: [['write', 'one'], wait, ['write', 'two']],
    })
    expect(streamed.contentType).toBe('application/vnd.awslambda.http-integration-response')
    await reads(streamed, `${head}one`)
    await gate.reached()
    gate.open()
    expect(await text(streamed.payload)).toBe('two')
    await server.invoke({})
    expect(server.instances).toHaveLength(1)
  })

  test('fails midway and before its first byte with the error of the handler', async () => {
    await using server = lambda('app.stream')
    const midway = await server.invokeWithResponseStream({
      prelude,
      steps: [
        ['write', 'one'],
        ['fail', 'midway'],
      ],
    })
    await reads(midway, `${head}one`)
    const error = { name: 'FunctionError', errorType: 'RangeError' }
    await expect(text(midway.payload)).rejects.toMatchObject({ ...error, message: 'midway' })
    const early = await server.invokeWithResponseStream({ prelude, steps: [['fail', 'at once']] })
    await expect(text(early.payload)).rejects.toMatchObject({ ...error, message: 'at once' })
    await server.invoke({})
    expect(server.instances).toHaveLength(1)
  })

  test.each([
    ['destroys its stream', ['destroy']],
    ['exits', ['exit', 1]],
  ])('and %s ends with an error', async (_, step) => {
    await using server = lambda('app.stream')
    const streamed = await server.invokeWithResponseStream({ steps: [['write', 'one'], step] })
    await expect(text(streamed.payload)).rejects.toMatchObject({ errorType: 'Runtime.ExitError' })
  })
})

describe.skipIf(image === '')('what a process leaves behind', () => {
  test('when it was killed is removed, and nothing else', async () => {
    const script = `
      import { createLambda, dockerHost } from 'lambda-local'
      const host = dockerHost({ image: ${JSON.stringify(image)} })
      await createLambda({ host, name: 'left', handler: 'app.handler', log: console.log }).start(1)`
    await using owner = node(['--input-type=module', '--eval', script], {}, { cwd: root })
    await owner.prints(/started in/)
    const pid = owner.child.pid ?? 0
    const sleep = (name: string, label: string) =>
      docker('run', '--detach', '--rm', '--name', name, label, '--entrypoint', 'sleep', image, '600')
    const [left, stranger] = [`left-${pid}`, `stranger-${pid}`]
    await sleep(left, ownerLabel(pid))
    await sleep(stranger, `${ownerLabel(pid)}-elsewhere`)
    try {
      expect(await containersOf(pid)).toHaveLength(2)
      expect(await removeLeftovers()).toEqual([])
      owner.child.kill('SIGKILL')
      await owner.ended
      expect(await removeLeftovers()).toContain(left)
      // The other one ends by itself when its Runtime API is gone, unless it was removed before.
      await expect.poll(() => containersOf(pid), { timeout: 10_000 }).toEqual([])
      expect(await docker('ps', '--filter', `name=${stranger}`, '--format', '{{.Names}}')).toBe(stranger)
    } finally {
      await docker('rm', '--force', stranger, left).catch(() => {})
    }
  })
})
