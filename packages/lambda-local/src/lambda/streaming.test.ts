import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createGate } from '../../tests/barrier.ts'
import { reads, testLambda } from '../../tests/test-lambda.ts'
import { FunctionError } from '../function.ts'

const prelude = { statusCode: 201, headers: { 'x-a': '1' } }
const head = `${JSON.stringify(prelude)}${'\0'.repeat(8)}`

test('each chunk is read before the next is written, the prelude first', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.stream')
  const wait = ['gate', gate.url]
  const steps = [['write', 'one'], wait, ['write', 'two'], wait, ['write', 'three']]
  const streamed = await lambda.invokeWithResponseStream({ prelude, steps })
  expect(streamed.contentType).toBe('application/vnd.awslambda.http-integration-response')
  expect(streamed.requestId).toMatch(/^[0-9a-f-]{36}$/)
  await reads(streamed, `${head}one`)
  await gate.reached()
  gate.open()
  await reads(streamed, 'two')
  await gate.reached()
  gate.open()
  expect(await text(streamed.payload)).toBe('three')
})

test('without a prelude the bytes are as they are', async () => {
  await using lambda = testLambda('app.stream')
  const { payload, contentType } = await lambda.invokeWithResponseStream({
    steps: [
      ['write', 'a'],
      ['write', 'b'],
    ],
  })
  expect(contentType).toBe('application/octet-stream')
  expect(await text(payload)).toBe('ab')
})

test('calls one after the other share an instance', async () => {
  await using lambda = testLambda('app.stream')
  for (let call = 0; call < 10; call++) {
    const { payload } = await lambda.invokeWithResponseStream({ prelude, steps: [['write', `${call}`]] })
    expect(await text(payload)).toBe(`${head}${call}`)
  }
  expect(lambda.instances).toHaveLength(1)
})

test('a function that does not stream is one chunk', async () => {
  await using lambda = testLambda('app.handler')
  const { payload } = await lambda.invokeWithResponseStream({ bytes: 100_000 })
  const chunks: Buffer[] = []
  for await (const chunk of payload) chunks.push(chunk)
  expect(chunks.map(String)).toEqual([JSON.stringify('x'.repeat(100_000))])
})

test('a function that streams can be invoked for the whole', async () => {
  await using lambda = testLambda('app.stream')
  const { payload } = await lambda.invoke({
    prelude,
    steps: [
      ['write', 'one'],
      ['write', 'two'],
    ],
  })
  expect(payload.toString()).toBe(`${head}onetwo`)
  const failed = await lambda.invoke({
    steps: [
      ['write', 'one'],
      ['fail', 'midway'],
    ],
  })
  expect(failed.functionError).toBe('Unhandled')
  expect(JSON.parse(failed.payload.toString())).toMatchObject({ errorType: 'RangeError', errorMessage: 'midway' })
})

test('an error midway comes after what was written, and the instance stays', async () => {
  await using lambda = testLambda('app.stream')
  const streamed = await lambda.invokeWithResponseStream({
    prelude,
    steps: [
      ['write', 'one'],
      ['fail', 'midway'],
    ],
  })
  await reads(streamed, `${head}one`)
  await expect(text(streamed.payload)).rejects.toEqual(new FunctionError('RangeError', 'midway'))
  const [id] = lambda.instances
  await lambda.invoke({})
  expect(lambda.instances).toEqual([id])
})

test('an error before the first byte reaches a reader, and disturbs nobody who does not read', async () => {
  await using lambda = testLambda('app.stream')
  const event = { prelude, steps: [['fail', 'at once']] }
  const { payload } = await lambda.invokeWithResponseStream(event)
  await expect(text(payload)).rejects.toMatchObject({
    name: 'FunctionError',
    errorType: 'RangeError',
    message: 'at once',
  })
  await lambda.invokeWithResponseStream(event)
  await lambda.invoke({})
})

test.each([
  ['exceeds the timeout', ['hang'], 3000, 'Sandbox.Timedout', /Task timed out after 3\.00 seconds$/],
  ['exits', ['exit', 1], 30_000, 'Runtime.ExitError', /exit status 1$/],
  ['destroys its stream', ['destroy'], 30_000, 'Runtime.ExitError', /exit status 1$/],
])('a function that %s midway ends its stream with an error', async (_, step, timeoutMs, errorType, message) => {
  await using gate = await createGate()
  await using lambda = testLambda('app.stream', { timeoutMs })
  const steps = [['write', 'one'], ['gate', gate.url], step]
  const streamed = await lambda.invokeWithResponseStream({ prelude, steps })
  await reads(streamed, `${head}one`)
  await gate.reached()
  gate.open()
  await expect(text(streamed.payload)).rejects.toMatchObject({ errorType, message: expect.stringMatching(message) })
})

test('a killed instance ends the stream with an error', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.stream')
  const streamed = await lambda.invokeWithResponseStream({
    steps: [
      ['write', 'one'],
      ['gate', gate.url],
    ],
  })
  await reads(streamed, 'one')
  await lambda.kill(lambda.instances[0] ?? '')
  await expect(text(streamed.payload)).rejects.toMatchObject({ errorType: 'Runtime.ExitError' })
})

test('an answer that is complete stands, whatever its function does after it; it takes no other call meanwhile', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.stream')
  const steps = [['write', 'one'], ['end'], ['gate', gate.url]]
  const { payload, requestId } = await lambda.invokeWithResponseStream({ steps })
  expect(await text(payload)).toBe('one')
  await gate.reached()
  const [first = ''] = lambda.instances
  await lambda.invoke({})
  expect(lambda.instances).toHaveLength(2)
  await lambda.kill(first)
  expect(await lambda.logged(/signal: killed/)).toContain(requestId)
})

test('a reader that goes away or never reads does not reach the function', async () => {
  await using gate = await createGate()
  await using lambda = testLambda('app.stream')
  // More than any buffer on the way holds: a function that was held up would never come to the next step.
  const steps = [
    ['gate', gate.url],
    ['writeBytes', 20_000_000],
    ['log', 'wrote everything'],
  ]
  const gone = await lambda.invokeWithResponseStream({ steps: [['write', 'one'], ...steps] })
  await reads(gone, 'one')
  await gate.reached()
  gone.payload.destroy()
  gate.open()
  await lambda.logged(/wrote everything/)
  const unread = [
    ['writeBytes', 20_000_000],
    ['log', 'nobody reads'],
  ]
  await lambda.invokeWithResponseStream({ steps: unread })
  await lambda.logged(/nobody reads/)
})
