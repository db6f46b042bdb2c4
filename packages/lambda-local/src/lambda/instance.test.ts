import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testLambda } from '../../tests/test-lambda.ts'
import type { Invocation } from '../function.ts'
import type { Host, Network } from '../hosts/host.ts'
import { processHost } from '../hosts/process-host.ts'
import { maxBytes } from './limits.ts'
import { secretPath } from './runtime-address.ts'

const parse = ({ payload }: Invocation) => JSON.parse(payload.toString())

test('an error that the handler throws is the answer, with type, message and trace', async () => {
  await using lambda = testLambda('app.handler')
  const failed = await lambda.invoke({ steps: [['fail', 'out of range']] })
  expect(failed.functionError).toBe('Unhandled')
  expect(parse(failed)).toEqual({
    errorType: 'RangeError',
    errorMessage: 'out of range',
    trace: expect.arrayContaining([expect.stringContaining('app.cjs')]),
  })
  // The instance is none the worse.
  const [id] = lambda.instances
  await lambda.answer()
  expect(lambda.instances).toEqual([id])
})

test('a call that exceeds the timeout fails as in Lambda, and its instance is replaced', async () => {
  await using lambda = testLambda('app.handler', { timeoutMs: 1500 })
  const { pid } = await lambda.answer()
  const failed = await lambda.invoke({ steps: [['hang']] })
  const errorMessage = `RequestId: ${failed.requestId} Error: Task timed out after 1.50 seconds`
  expect(failed.functionError).toBe('Unhandled')
  expect(parse(failed)).toEqual({ errorType: 'Sandbox.Timedout', errorMessage })
  expect(await lambda.logged(/timed out/)).toContain(` Sandbox.Timedout: ${errorMessage}`)
  expect((await lambda.answer()).pid).not.toBe(pid)
  expect(lambda.instances).toHaveLength(1)
})

test.each([
  [1, 'Runtime exited with error: exit status 1'],
  [0, 'Runtime exited without providing a reason'],
])('a handler that exits with %d fails its call, and its instance is replaced', async (code, sentence) => {
  await using lambda = testLambda('app.handler')
  const { pid } = await lambda.answer()
  const failed = await lambda.invoke({ steps: [['exit', code]] })
  const errorMessage = `RequestId: ${failed.requestId} Error: ${sentence}`
  expect(failed.functionError).toBe('Unhandled')
  expect(parse(failed)).toEqual({ errorType: 'Runtime.ExitError', errorMessage })
  expect(await lambda.logged(/Runtime exited/)).toContain(errorMessage)
  expect((await lambda.answer()).pid).not.toBe(pid)
})

test('a process that ends between two calls is replaced', async () => {
  await using lambda = testLambda('app.handler')
  const { pid } = await lambda.answer()
  process.kill(pid, 'SIGKILL')
  expect(await lambda.logged(/signal: killed/)).toMatch(/^test-\w+ Runtime exited/)
  expect((await lambda.answer()).pid).not.toBe(pid)
})

test('a module that throws while it loads fails every call with its error', async () => {
  await using lambda = testLambda('throws.handler')
  for (let call = 0; call < 2; call++) {
    const failed = await lambda.invoke({})
    expect(failed.functionError).toBe('Unhandled')
    expect(parse(failed)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no configuration' })
  }
  expect(lambda.instances).toEqual([])
  expect(lambda.lines.filter(line => line.includes('could not start'))).toHaveLength(2)
})

test('a handler that is not there fails every call', async () => {
  await using lambda = testLambda('app.missing')
  const errorMessage = 'app.missing is undefined or not exported'
  expect(parse(await lambda.invoke({}))).toMatchObject({ errorType: 'Runtime.HandlerNotFound', errorMessage })
})

test('a module that exits while it loads fails the call', async () => {
  await using lambda = testLambda('exits.handler')
  const failed = await lambda.invoke({})
  const errorMessage = `RequestId: ${failed.requestId} Error: Runtime exited with error: exit status 3`
  expect(parse(failed)).toEqual({ errorType: 'Runtime.ExitError', errorMessage })
  const reason = 'Runtime exited with error: exit status 3'
  expect(await lambda.logged(/could not start/)).toMatch(new RegExp(`could not start: Runtime.ExitError: ${reason}$`))
})

test('an init that takes too long is tried again within the timeout of the call', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slow-init-'))
  const AWAITED_FILE = join(folder, 'file')
  await using lambda = testLambda('slow.handler', { initTimeoutMs: 10, environment: { AWAITED_FILE } })
  const answer = lambda.invoke({})
  await lambda.logged(/could not start: .* 0\.01 seconds$/)
  await writeFile(AWAITED_FILE, '')
  expect(parse(await answer)).toBe('at last')
  await rm(folder, { recursive: true })
})

test('an init that takes too long twice is a timeout of the call', async () => {
  const environment = { AWAITED_FILE: 'nowhere' }
  await using lambda = testLambda('slow.handler', { initTimeoutMs: 10, timeoutMs: 500, environment })
  const failed = await lambda.invoke({})
  const errorMessage = `RequestId: ${failed.requestId} Error: Task timed out after 0.50 seconds`
  expect(parse(failed)).toEqual({ errorType: 'Sandbox.Timedout', errorMessage })
  expect(lambda.instances).toEqual([])
})

test('a host that cannot start anything fails the call with its reason', async () => {
  const host = {
    network: () => Promise.reject(new Error('no engine answers')),
    launch: () => expect.unreachable(),
  }
  await using lambda = testLambda('app.handler', { host })
  expect(parse(await lambda.invoke({}))).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('no engine answers'),
  })
})

describe('of an instance that never calls', () => {
  const bundle = join(import.meta.dirname, '../../tests/functions')
  /** Child processes that cannot call by the first network, and what the host knows beside it. */
  function hostWith(otherNetwork?: Host['otherNetwork']) {
    const host = processHost({ bundle })
    const nowhere = { listen: '127.0.0.1', createAddress: () => secretPath('nowhere.invalid') }
    return { ...host, network: async () => nowhere, ...(otherNetwork && { otherNetwork }) }
  }
  const left = 'Runtime exited without providing a reason'

  test('another network is tried, and the call is answered', async () => {
    const told: Network[] = []
    const host = hostWith(async failed => {
      told.push(failed)
      return processHost({ bundle }).network()
    })
    await using lambda = testLambda('app.handler', { host })
    expect(await lambda.answer({ a: 1 })).toMatchObject({ event: { a: 1 } })
    expect(told).toEqual([await host.network()])
    expect(lambda.lines.filter(line => line.includes('could not start'))).toEqual([])
  })

  test.each<[string, Host['otherNetwork'], string]>([
    ['there is no other way to look for', undefined, left],
    ['the way is not at fault', async () => undefined, left],
    ['there is no other way', () => Promise.reject(new Error('Open the firewall.')), 'Open the firewall.'],
  ])('the call fails where %s', async (_why, otherNetwork, sentence) => {
    await using lambda = testLambda('app.handler', { host: hostWith(otherNetwork) })
    const { errorMessage } = parse(await lambda.invoke({}))
    expect(errorMessage).toContain(sentence)
    expect(await lambda.logged(/could not start/)).toContain(sentence)
  })

  test('none is tried for one that has called, whatever becomes of it', async () => {
    const otherNetwork = () => expect.unreachable()
    await using lambda = testLambda('app.handler', { host: { ...processHost({ bundle }), otherNetwork } })
    expect(parse(await lambda.invoke({ steps: [['exit', 1]] }))).toMatchObject({ errorType: 'Runtime.ExitError' })
    await using broken = testLambda('throws.handler', { host: { ...processHost({ bundle }), otherNetwork } })
    expect(parse(await broken.invoke({}))).toMatchObject({ errorMessage: 'no configuration' })
  })
})

test('an event of more than 6 MB is refused before any instance starts', async () => {
  await using lambda = testLambda('app.handler')
  const event = (bytes: number) => ({ x: 'x'.repeat(bytes - '{"x":""}'.length) })
  await expect(lambda.invoke(event(maxBytes.event + 1))).rejects.toMatchObject({
    name: 'InvokeError',
    status: 413,
    code: 'RequestTooLargeException',
  })
  expect(lambda.instances).toEqual([])
  const answer = await lambda.invoke({ ...event(maxBytes.event - 20), bytes: 1 })
  expect(parse(answer)).toBe('x')
})

test('an answer may have 6,291,556 bytes; one more is an error, and the instance stays', async () => {
  await using lambda = testLambda('app.handler')
  const { payload, functionError } = await lambda.invoke({ bytes: maxBytes.buffered - '""'.length })
  expect(payload.length).toBe(6_291_556)
  expect(functionError).toBeUndefined()
  const [id] = lambda.instances
  expect(parse(await lambda.invoke({ bytes: maxBytes.buffered - 1 }))).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
  })
  await lambda.answer()
  expect(lambda.instances).toEqual([id])
})
