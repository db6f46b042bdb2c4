import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fakeFunction } from '../../tests/fake-function.ts'
import { documentWith, proxyTo, startGateway } from '../../tests/test-gateway.ts'
import { FunctionError, type LambdaFunction, type StreamedInvocation } from '../function.ts'

const nul = '\0'.repeat(8)

/** A function whose stream the test writes, behind a gateway. */
async function startStream(timeoutInMillis = 900_000) {
  const payload = new PassThrough()
  const server: LambdaFunction = {
    ...fakeFunction('echo'),
    invokeWithResponseStream: async () => ({ payload, contentType: undefined, requestId: 'request' }),
  }
  const document = documentWith({ ...proxyTo, responseTransferMode: 'STREAM', timeoutInMillis })
  const gateway = await startGateway({ document, functions: { 'arn:server': server } })
  return { payload, gateway }
}

/** What comes next, as text. */
async function read(from: Readable): Promise<string> {
  const [chunk] = await once(from, 'data')
  return String(chunk)
}

/** How a body that somebody waits for ends: with its text, or with an error. */
const ending = (body: Readable) => text(body).then(String, (error: Error) => error)

test('the caller sees the head before there is a body, and each chunk before the next is written', async () => {
  const { payload, gateway } = await startStream()
  payload.write(`{"statusCode":201,"headers":{"X-One":"1"}}${nul}`)
  const answer = await gateway.open({})
  expect(answer.statusCode).toBe(201)
  expect(answer.headers['x-one']).toBe('1')
  for (const chunk of ['first', 'second', 'third']) {
    payload.write(chunk)
    expect(await read(answer)).toBe(chunk)
  }
  payload.end()
  expect(await text(answer)).toBe('')
})

test('nothing is sent before the delimiter is whole', async () => {
  const { payload, gateway } = await startStream()
  let seen = false
  const answer = gateway.open({}).finally(() => {
    seen = true
  })
  payload.write(`{"statusCode":200}${nul.slice(1)}`)
  // No event shows that nothing is sent. Another request, all the way and back, takes longer than it would have.
  await gateway.send({ path: '/elsewhere' })
  expect(seen).toBe(false)
  payload.end('\0')
  expect(await text(await answer)).toBe('')
})

test('a function that fails midway cuts the connection, and the log says why', async () => {
  const { payload, gateway } = await startStream()
  payload.write(`{"statusCode":200}${nul}begun`)
  const answer = await gateway.open({})
  const body = ending(answer)
  payload.destroy(new FunctionError('Error', 'no memory left'))
  expect(await body).toBeInstanceOf(Error)
  expect(gateway.log).toEqual([expect.stringContaining('customer function error: no memory left')])
  expect(await gateway.accessLines()).toMatchObject([
    { status: '200', integrationError: 'Lambda Customer Function Error:no memory left' },
  ])
})

test('a stream that is not over in time is cut, while the function writes on', async () => {
  const { payload, gateway } = await startStream(200)
  payload.write(`{"statusCode":200}${nul}begun`)
  const answer = await gateway.open({})
  expect(await ending(answer)).toBeInstanceOf(Error)
  expect(payload.destroyed).toBe(false)
  payload.end('nobody listens')
  await once(payload, 'close')
  expect(gateway.log).toEqual([expect.stringContaining('Execution failed due to a timeout error')])
})

test('a stream that begins only after the caller was told so runs out', async () => {
  const payload = new PassThrough()
  const begun = Promise.withResolvers<StreamedInvocation>()
  const server = { ...fakeFunction('echo'), invokeWithResponseStream: () => begun.promise }
  const document = documentWith({ ...proxyTo, responseTransferMode: 'STREAM', timeoutInMillis: 50 })
  const gateway = await startGateway({ document, functions: { 'arn:server': server } })
  expect(await gateway.send({})).toMatchObject({ status: 504 })
  begun.resolve({ payload, contentType: undefined, requestId: 'request' })
  payload.end('a'.repeat(1_000_000))
  await once(payload, 'close')
})

test('a stream may pause for five minutes, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { payload, gateway } = await startStream()
  payload.write(`{"statusCode":200}${nul}begun`)
  const answer = await gateway.open({})
  expect(await read(answer)).toBe('begun')
  await vi.advanceTimersByTimeAsync(299_999)
  payload.write('still there')
  expect(await read(answer)).toBe('still there')
  const body = ending(answer)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(await body).toBeInstanceOf(Error)
})

test('a caller that went away does not hold the function up', async () => {
  const { payload, gateway } = await startStream()
  payload.write(`{"statusCode":200}${nul}begun`)
  const answer = await gateway.open({})
  answer.destroy()
  await once(answer, 'close')
  payload.end('a'.repeat(10_000_000))
  await once(payload, 'close')
  expect(await gateway.accessLines()).toMatchObject([{ status: '200', integrationError: '-' }])
})

test('a caller that does not read does not hold the function up', async () => {
  const { payload, gateway } = await startStream()
  payload.write(`{"statusCode":200}${nul}`)
  const answer = await gateway.open({})
  answer.pause()
  payload.end('a'.repeat(20_000_000))
  await once(payload, 'close')
  expect((await text(answer)).length).toBe(20_000_000)
})
