import { expect, test } from 'vitest'
import { createGate } from '../../tests/barrier.ts'
import { testLambda } from '../../tests/test-lambda.ts'

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a function answers, with the id of the call', async () => {
  await using lambda = testLambda('app.handler', { timeoutMs: 20_000 })
  const { payload, requestId, functionError } = await lambda.invoke({ a: 1 })
  const { event, context } = JSON.parse(payload.toString())
  expect(functionError).toBeUndefined()
  expect(event).toEqual({ a: 1 })
  expect(context).toEqual({
    awsRequestId: requestId,
    functionName: 'test',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:test',
    memoryLimitInMB: '1024',
    remaining: expect.any(Number),
  })
  expect(context.remaining).toBeGreaterThan(0)
  expect(context.remaining).toBeLessThanOrEqual(20_000)
})

test('an instance has the environment of Lambda, and nothing of this process', async () => {
  process.env.SECRET_OF_THE_DEVELOPER = 'x'
  await using lambda = testLambda('app.handler', {
    memorySize: 512,
    environment: { STAGE: 'dev', AWS_LAMBDA_FUNCTION_NAME: 'mine' },
  })
  const { env } = await lambda.answer()
  delete process.env.SECRET_OF_THE_DEVELOPER
  expect(env).toMatchObject({
    STAGE: 'dev',
    AWS_LAMBDA_FUNCTION_NAME: 'test',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/test',
    AWS_REGION: 'us-east-1',
    _HANDLER: 'app.handler',
    TZ: ':UTC',
  })
  expect(env).not.toHaveProperty('SECRET_OF_THE_DEVELOPER')
  expect(Object.keys(env).filter(name => /KEY|TOKEN|NODE_/.test(name))).toEqual([])
})

test.each([
  ['ap-southeast-2', 'arn:aws:lambda:ap-southeast-2:123456789012:function:test'],
  ['cn-north-1', 'arn:aws-cn:lambda:cn-north-1:123456789012:function:test'],
  ['us-gov-west-1', 'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:test'],
])('in %s an instance is told its region, and each call its ARN there', async (region, invokedFunctionArn) => {
  await using lambda = testLambda('app.handler', { region })
  const { env, context } = await lambda.answer()
  expect(env).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region })
  expect(context).toMatchObject({ invokedFunctionArn })
})

test('calls one after the other share an instance', async () => {
  await using lambda = testLambda('app.handler')
  const pids = new Set<number>()
  for (let call = 0; call < 20; call++) pids.add((await lambda.answer()).pid)
  expect(pids.size).toBe(1)
  expect(lambda.instances).toHaveLength(1)
})

test('calls that overlap have an instance each, and one over the limit is refused as Lambda refuses it', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.handler', { maxInstances: 2 })
  const event = { steps: [['gate', gate.url]] }
  const both = Promise.all([lambda.answer(event), lambda.answer(event)])
  await gate.reached(2)
  const refusal = { name: 'InvokeError', status: 429, code: 'TooManyRequestsException', message: 'Rate Exceeded.' }
  await expect(lambda.invoke({})).rejects.toMatchObject(refusal)
  await expect(lambda.invokeWithResponseStream({})).rejects.toMatchObject(refusal)
  gate.open()
  const [one, other] = await both
  expect(one.pid).not.toBe(other.pid)
  // Both are free again.
  expect(await lambda.answer()).toMatchObject({ event: {} })
  expect(lambda.instances).toHaveLength(2)
})

test('an instance without a call stops after a while, and the next call starts another', async () => {
  await using lambda = testLambda('app.handler', { idleMs: 1 })
  const { pid } = await lambda.answer()
  const line = await lambda.logged(/stopped: idle/)
  expect(line).toMatch(/^test-[0-9a-f]{6} /)
  expect((await lambda.answer()).pid).not.toBe(pid)
})

test('instances that were started ahead take the calls', async () => {
  await using lambda = testLambda('app.handler', { maxInstances: 3 })
  await lambda.start(2)
  const started = lambda.instances
  expect(started).toHaveLength(2)
  const [one, other] = await Promise.all([lambda.answer(), lambda.answer()])
  expect(one.pid).not.toBe(other.pid)
  expect(lambda.instances).toEqual(started)
  await lambda.start(5)
  expect(lambda.instances).toHaveLength(3)
})

test('a call takes an instance that is still starting', async () => {
  await using lambda = testLambda('app.handler')
  const started = lambda.start(1)
  await lambda.answer()
  await started
  expect(lambda.instances).toHaveLength(1)
})

test('starting ahead says why an instance cannot start', async () => {
  await using lambda = testLambda('throws.handler')
  await expect(lambda.start(1)).rejects.toMatchObject({
    name: 'FunctionError',
    errorType: 'TypeError',
    message: 'no configuration',
  })
  expect(await lambda.logged(/could not start/)).toMatch(/TypeError: no configuration$/)
  expect(lambda.instances).toEqual([])
})

test('a killed instance fails its call and is replaced', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.handler')
  const { pid } = await lambda.answer()
  const call = lambda.invoke({ steps: [['gate', gate.url]] })
  await gate.reached()
  const [id = ''] = lambda.instances
  await lambda.kill(id)
  expect(lives(pid)).toBe(false)
  const { payload, functionError, requestId } = await call
  expect(functionError).toBe('Unhandled')
  expect(JSON.parse(payload.toString())).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  })
  expect((await lambda.answer()).pid).not.toBe(pid)
  await lambda.kill('nobody')
})

test('starting afresh lets a running call end, and gives every later one a new instance', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.handler')
  const idle = await Promise.all([lambda.answer(), lambda.answer()])
  const running = lambda.answer({ steps: [['gate', gate.url]] })
  await gate.reached()
  await lambda.replaceAll()
  expect(lambda.instances).toHaveLength(1)
  const later = await lambda.answer()
  gate.open()
  const { pid } = await running
  expect(idle.map(({ pid }) => pid)).toContain(pid)
  expect(idle.map(({ pid }) => pid)).not.toContain(later.pid)
  await expect.poll(() => idle.map(({ pid }) => lives(pid))).toEqual([false, false])
})

test('disposing of it ends running calls, leaves no process and refuses further calls', async () => {
  await using gate = await createGate()
  const lambda = testLambda('app.handler')
  const { pid } = await lambda.answer()
  const running = lambda.invoke({ steps: [['gate', gate.url]] })
  const starting = lambda.invoke({})
  await gate.reached()
  await lambda[Symbol.asyncDispose]()
  expect(lives(pid)).toBe(false)
  expect(await running).toMatchObject({ functionError: 'Unhandled' })
  expect(await starting).toMatchObject({ functionError: 'Unhandled' })
  expect(lambda.instances).toEqual([])
  await expect(lambda.invoke({})).rejects.toMatchObject({ name: 'InvokeError', status: 503 })
  await expect(lambda.replaceAll()).rejects.toMatchObject({ name: 'InvokeError', status: 503 })
  expect(lambda.instances).toEqual([])
})

test('every line of an instance begins with its id, and JSON lines look as in Lambda', async () => {
  await using lambda = testLambda('app.handler')
  const { requestId } = await lambda.invoke({ steps: [['log', { message: 'hello', n: 1 }]] })
  const [id] = lambda.instances
  const line = await lambda.logged(/hello/)
  expect(line.startsWith(`${id} {`)).toBe(true)
  expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'INFO',
    requestId,
    message: { message: 'hello', n: 1 },
  })
})

test('child processes announce themselves once', async () => {
  await using lambda = testLambda('app.handler')
  await lambda.start(2)
  expect(lambda.lines.filter(line => line.startsWith('No container: '))).toHaveLength(1)
})
