import { expect, test } from 'vitest'
import { collected } from './answer.ts'
import type { Failure } from './failure.ts'
import { RuntimeApi } from './runtime-api.ts'

async function createApi() {
  const asked = Promise.withResolvers<void>()
  const initError = Promise.withResolvers<Failure>()
  const api = await RuntimeApi.listen('127.0.0.1', { next: asked.resolve, initError: initError.resolve })
  const url = `http://127.0.0.1:${api.port}/2018-06-01/runtime`
  const { answer, whole } = collected()
  const call = { requestId: 'id-1', event: '{"a":1}', answer }
  return {
    url,
    initError: initError.promise,
    post: (path: string, body: string, headers = {}) => fetch(`${url}/${path}`, { method: 'POST', body, headers }),
    /** Asks for an event as a runtime does, and hands one over. */
    async hand() {
      const next = fetch(`${url}/invocation/next`)
      await asked.promise
      const answered = api.hand(call, { 'Lambda-Runtime-Aws-Request-Id': 'id-1' })
      return { next: await next, answered }
    },
    whole,
    answer,
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

test('an event goes to the runtime that asked, and its response back', async () => {
  await using api = await createApi()
  const { next, answered } = await api.hand()
  expect(next.headers.get('lambda-runtime-aws-request-id')).toBe('id-1')
  expect(next.headers.get('content-type')).toBe('application/json')
  expect(await next.json()).toEqual({ a: 1 })
  const accepted = await api.post('invocation/id-1/response', '"done"')
  expect(accepted.status).toBe(202)
  expect(await accepted.json()).toEqual({ status: 'OK' })
  expect(await answered).toBeUndefined()
  api.answer.end()
  expect(await api.whole).toEqual({ payload: Buffer.from('"done"') })
})

test('an error is passed on as the runtime words it', async () => {
  await using api = await createApi()
  const { answered } = await api.hand()
  const body = '{"errorType":"E","errorMessage":"m","trace":["t"]}'
  expect((await api.post('invocation/id-1/error', body)).status).toBe(202)
  expect(await answered).toEqual({ errorType: 'E', errorMessage: 'm', payload: Buffer.from(body) })
})

test('an error that is no JSON is wrapped, under the type of its header', async () => {
  await using api = await createApi()
  const headers = { 'Lambda-Runtime-Function-Error-Type': 'Runtime.Odd' }
  await api.post('init/error', 'what?', headers)
  const { payload, ...failure } = await api.initError
  expect(failure).toEqual({ errorType: 'Runtime.Odd', errorMessage: 'what?' })
  expect(JSON.parse(payload.toString())).toEqual(failure)
})

test('a response to another call is refused, and so is what the Runtime API does not have', async () => {
  await using api = await createApi()
  const { answered } = await api.hand()
  const refused = await api.post('invocation/id-2/response', '"for somebody else"')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ errorType: 'InvalidRequestID' })
  expect((await fetch(`${api.url}/extension/register`)).status).toBe(404)
  await api.post('invocation/id-1/response', '"mine"')
  expect(await answered).toBeUndefined()
})

test('a runtime that asks for the next event without an answer has truncated the last', async () => {
  await using api = await createApi()
  const { answered } = await api.hand()
  const next = fetch(`${api.url}/invocation/next`).catch(() => {})
  expect(await answered).toMatchObject({
    errorType: 'Runtime.TruncatedResponse',
    errorMessage: 'RequestId: id-1 Error: Response truncated',
  })
  await api[Symbol.asyncDispose]()
  await next
})

test('an answer that arrives after the runtime has asked for the next event counts', async () => {
  await using api = await createApi()
  const { answered } = await api.hand()
  const next = fetch(`${api.url}/invocation/next`).catch(() => {})
  await api.post('invocation/id-1/error', '{"errorType":"Late","errorMessage":""}')
  expect(await answered).toMatchObject({ errorType: 'Late' })
  await api[Symbol.asyncDispose]()
  await next
})

test('an address of another machine is refused at once', async () => {
  const events = { next() {}, initError() {} }
  await expect(RuntimeApi.listen('192.0.2.1', events)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
})
