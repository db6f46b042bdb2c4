import { once } from 'node:events'
import { type RequestOptions, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { collected } from './answer.ts'
import type { Failure } from './failure.ts'
import { machineName, type RuntimeAddress, secretPath, secretSpelling } from './runtime-address.ts'
import { RuntimeApi } from './runtime-api.ts'

async function createApi(address: RuntimeAddress = secretPath('127.0.0.1')) {
  const asked = Promise.withResolvers<void>()
  const initError = Promise.withResolvers<Failure>()
  let refused = 0
  const api = await RuntimeApi.listen('127.0.0.1', address, {
    next: asked.resolve,
    initError: initError.resolve,
    refused: () => void refused++,
  })
  const url = `http://${api.address}/2018-06-01/runtime`
  const { answer, whole } = collected()
  const call = { requestId: 'id-1', event: '{"a":1}', answer }
  return {
    api,
    asked: () => api.asked,
    refused: () => refused,
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

/** Sends a request by a path and headers that no client would come up with. */
async function send(port: string, options: RequestOptions) {
  const req = request({ host: '127.0.0.1', port, setHost: false, signal: AbortSignal.timeout(5000), ...options }).end()
  const [res] = await once(req, 'response')
  return { status: res.statusCode, body: await json(res) }
}

/** The parts of an address: host, port, and path. */
function partsOf(address: string) {
  const [, host = '', port = '', path = ''] = /^(.+):(\d+)(.*)$/.exec(address) ?? []
  return { host, port, path, next: `${path}/2018-06-01/runtime/invocation/next` }
}

describe.each([
  ['a secret path', () => secretPath('127.0.0.1')],
  ['a secret spelling of its host', secretSpelling],
])('with %s', (_kind, createAddress) => {
  test('the instance that knows the address gets its event', async () => {
    await using api = await createApi(createAddress())
    const { host, port, next } = partsOf(api.api.address)
    const answer = send(port, { path: next, headers: { Host: `${host}:${port}` } })
    await expect.poll(api.asked).toBe(true)
    void api.api.hand({ requestId: 'id-1', event: '{"a":1}', answer: api.answer }, {})
    expect(await answer).toEqual({ status: 200, body: { a: 1 } })
    expect(api.refused()).toBe(0)
  })

  type Parts = ReturnType<typeof partsOf>
  test.each<[string, (parts: Parts) => { path?: string; headers?: Record<string, string>; method?: string }]>([
    [
      'by its address alone',
      ({ port }) => ({ path: '/2018-06-01/runtime/invocation/next', headers: { Host: `127.0.0.1:${port}` } }),
    ],
    [
      'by the name that the command line shows',
      ({ port, next }) => ({ path: next, headers: { Host: `${machineName}:${port}` } }),
    ],
    ['by a name that leads here', ({ port, next }) => ({ path: next, headers: { Host: `evil.example:${port}` } })],
    [
      'by another spelling',
      ({ host, port, next }) => ({ path: next, headers: { Host: `${swapCase(host)}x:${port}` } }),
    ],
    [
      'as another instance',
      ({ port }) => {
        const { host, path } = createAddress()
        return { path: `${path}/2018-06-01/runtime/invocation/next`, headers: { Host: `${host}:${port}1` } }
      },
    ],
    [
      'by a page',
      ({ host, port, next }) => ({ path: next, headers: { Host: `${host}:${port}`, Origin: 'http://localhost:3000' } }),
    ],
    [
      'by a page without an origin',
      ({ host, port, next }) => ({ path: next, headers: { Host: `${host}:${port}`, Origin: 'null' } }),
    ],
    [
      'with an answer',
      ({ port }) => ({
        method: 'POST',
        path: '/2018-06-01/runtime/invocation/id-1/response',
        headers: { Host: `127.0.0.1:${port}` },
      }),
    ],
    [
      'with an error',
      ({ port }) => ({
        method: 'POST',
        path: '/2018-06-01/runtime/init/error',
        headers: { Host: `127.0.0.1:${port}` },
      }),
    ],
    ['with a target that is no URL', ({ port }) => ({ path: '//[', headers: { Host: `127.0.0.1:${port}` } })],
  ])('a caller %s is refused, and neither gets nor ends anything', async (_how, make) => {
    await using api = await createApi(createAddress())
    const parts = partsOf(api.api.address)
    expect(await send(parts.port, { path: '/', ...make(parts) })).toMatchObject({
      status: 403,
      body: { errorType: 'AccessDenied' },
    })
    expect(api.asked()).toBe(false)
    expect(api.refused()).toBe(1)
  })
})

const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, letter => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

test('no two addresses are alike, and each holds a secret of 128 bits at least', () => {
  const addresses = Array.from({ length: 100 }, () => [secretSpelling().host, secretPath('127.0.0.1').path]).flat()
  expect(new Set(addresses).size).toBe(200)
  expect(machineName.match(/[a-z]/g)?.length).toBeGreaterThanOrEqual(128)
  // A name that every resolver takes: RFC 1035, section 2.3.4.
  expect(machineName.length).toBeLessThanOrEqual(253)
  for (const label of machineName.split('.')) expect(label).toMatch(/^[a-z]([a-z-]{0,61}[a-z])?$/)
})

test('an address of another machine is refused at once', async () => {
  const events = { next() {}, initError() {}, refused() {} }
  await expect(RuntimeApi.listen('192.0.2.1', secretPath('192.0.2.1'), events)).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  })
})
