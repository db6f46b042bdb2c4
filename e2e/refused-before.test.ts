import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Way, ways } from './ways.ts'

// What is refused before any work is done: ids that occur twice, bodies that are compressed, paths that are not served.

const usual: [string, string][] = [
  ['Accept', 'application/json, text/event-stream'],
  ['Content-Type', 'application/json'],
]
const call = (id: unknown, message = 'x') => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'ping', arguments: { message } },
})
const notification = { jsonrpc: '2.0', method: 'notifications/initialized' }
const response = (id: unknown) => ({ jsonrpc: '2.0', id, result: {} })

describe.each(ways(inject('image') ?? ''))('over %s', (_way, start) => {
  let server: Way
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test.each<[string, object[], string]>([
    ['two calls', [call(1), call(1)], '1'],
    ['calls with others between them', [call(1), call(2), notification, call(3), call(1)], '1'],
    ['texts', [call('a'), call('a')], '"a"'],
    ['zeros of either sign', [call(0), call(-0)], '0'],
    ['a call and another method', [call(1), { jsonrpc: '2.0', id: 1, method: 'tools/list' }], '1'],
    ['a call and what is no method', [call(1), { jsonrpc: '2.0', id: 1, method: 'no/such' }], '1'],
  ])('a batch with one id twice is refused: %s', async (_what, batch, id) => {
    const answer = await server.send({ headers: usual, body: JSON.stringify(batch) })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32600, message: expect.stringContaining(`the id ${id}.`) },
    })
  })

  test.each<[string, object[], number]>([
    ['other ids', [call(1), call(2)], 2],
    ['a number and its text', [call(1), call('1')], 2],
    ['the id of a response', [call(1), response(1)], 1],
    ['notifications', [notification, call(1), notification], 1],
  ])('a batch with each id once is answered: %s', async (_what, batch, count) => {
    const answer = await server.send({ headers: usual, body: JSON.stringify(batch) })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.text.match(/pong/g)).toHaveLength(count)
  })

  const body = JSON.stringify(call(1))

  test('a slash too many is no other path', async () => {
    const answer = await server.send({ path: '/mcp/', headers: usual, body })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('pong') })
    expect(await server.send({ path: '/mcp//', headers: usual, body })).toMatchObject({ status: 404 })
  })

  test.each<[coding: string, body: string]>([
    ['gzip', gzipSync(body).toString('latin1')],
    ['GZIP', gzipSync(body).toString('latin1')],
    ['gzip', body],
    ['br', body],
    ['deflate', body],
    ['zstd', body],
    ['compress', body],
    ['identity, gzip', body],
    ['gzip,', body],
    ['nonsense', body],
  ])('a body of the coding %s is refused, whatever it holds', async (coding, text) => {
    const answer = await server.send({ headers: [...usual, ['Content-Encoding', coding]], body: text })
    expect(answer).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } })
    expect(JSON.parse(answer.text)).toMatchObject({
      error: { code: -32000, message: expect.stringMatching(/^Content-Encoding is ".*without compression\.$/) },
    })
  })

  test.each(['identity', 'IDENTITY', '', 'identity, identity'])('a body of the coding "%s" is read', async coding => {
    const answer = await server.send({ headers: [...usual, ['Content-Encoding', coding]], body })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('pong') })
  })
})
