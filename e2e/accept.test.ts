import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { messageOf } from './requests.ts'
import { type Way, ways } from './ways.ts'

// Which type of an answer a client gets, by the lines of its Accept: on each way to the server, in both generations.

const [stream, json] = ['text/event-stream', 'application/json']
const generations = { '2025-11-25': legacy, '2026-07-28': modern }

/** What a client that takes both gets. */
const usual = { '2025-11-25': stream, '2026-07-28': json }
const only = (type: string) => ({ '2025-11-25': type, '2026-07-28': type })

type Row = [accept: string[], types: typeof usual | 406]
const rows: Row[] = [
  // What clients send
  [['*/*'], usual],
  [['application/*, text/*'], usual],
  [['Application/JSON, Text/Event-Stream'], usual],
  [['application/json'], only(json)],
  [['application/json, */*;q=0.1'], usual],
  [['application/jsonx, text/event-streamx'], 406],
  [['application/json, text/event-stream'], usual],
  [[], usual],
  // Lines
  [['application/json', 'text/event-stream'], usual],
  [['text/event-stream', 'application/json'], usual],
  [['text/html', 'application/json'], only(json)],
  [['text/html', 'image/png'], 406],
  // Ranges, weights, parameters
  [[''], usual],
  [['', ''], usual],
  [[' , ,'], usual],
  [['', 'application/json'], only(json)],
  [['text/event-stream'], only(stream)],
  [['TEXT/*'], only(stream)],
  [['application/*'], only(json)],
  [['application/*;q=0.1, text/html'], only(json)],
  [['application/json;q=0.1, text/event-stream;q=0.9'], usual],
  [['application/json;q=0, */*'], only(stream)],
  [['*/*, text/event-stream;q=0'], only(json)],
  [['text/event-stream; q=0.000, application/json ; q=0.001'], only(json)],
  [['application/json;q=0, text/event-stream;q=0'], 406],
  [['*/*;q=0'], 406],
  [['application/json;charset=utf-8, text/event-stream;charset=UTF-8'], usual],
  [['application/json; charset="utf-8"'], only(json)],
  [['application/json;charset=utf-16'], 406],
  [['application/json;version=2, text/event-stream'], only(stream)],
  [['text/html;a="application/json, text/event-stream"'], 406],
  [['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8'], usual],
  // What is no range
  [['application/json-seq'], 406],
  [['xapplication/json'], 406],
  [['application'], 406],
  [['*'], 406],
  [['json'], 406],
  [[',,application/json,,'], only(json)],
]

/** A request as it is sent, but for its Accept. */
function request({ headers = {}, body }: Sent, accept: string[]) {
  return {
    headers: [
      ['Content-Type', 'application/json'],
      ...Object.entries(headers),
      ...accept.map(line => ['Accept', line]),
    ] as [string, string][],
    body: JSON.stringify(body),
  }
}

describe.each(ways(inject('image') ?? ''))('over %s', (_way, start) => {
  let server: Way
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  describe.each(Object.entries(generations))('%s', (version, generation) => {
    const send = (sent: Sent, accept: string[]) => server.send(request(sent, accept))
    const call = (params: object = {}) => generation('tools/call', { name: 'ping', ...params })
    const countdown = generation('tools/call', {
      name: 'countdown',
      arguments: { from: 2, intervalMs: 1 },
      _meta: { progressToken: 'p' },
    })
    const done = { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: expect.stringMatching(/2/) }] } }

    test.each(rows)('Accept: %j', async (accept, types) => {
      const answer = await send(call(), accept)
      if (types === 406) {
        expect(answer).toMatchObject({
          status: 406,
          headers: { 'content-type': expect.stringMatching(/^application\/json/) },
        })
        expect(JSON.parse(answer.text)).toMatchObject({
          error: {
            code: -32000,
            message: expect.stringMatching(/^Accept is ".*application\/json or text\/event-stream/),
          },
        })
        return
      }
      expect(answer.status, answer.text).toBe(200)
      expect(answer.headers['content-type']).toBe(types[version as keyof typeof usual])
      expect(messageOf(answer)).toMatchObject({ id: 1, result: { content: [{ text: 'pong' }] } })
    })

    test('a client of JSON alone gets the result of a call with progress, and not the progress', async () => {
      const answer = await send(countdown, [json])
      expect(answer.headers['content-type']).toBe(json)
      expect(JSON.parse(answer.text)).toMatchObject(done)
    })

    test('a client of streams alone gets both', async () => {
      const answer = await send(countdown, [stream])
      expect(answer.headers['content-type']).toBe(stream)
      expect(answer.text.match(/"method":"notifications\/progress"/g)?.length).toBeGreaterThan(1)
      expect(messageOf(answer)).toMatchObject(done)
    })

    test.each([
      ['tools/list', {}],
      ['prompts/list', {}],
      ['resources/list', {}],
      ['resources/read', { uri: 'server://about' }],
      ['prompts/get', { name: 'check-connection' }],
      ['tools/call', { name: 'ping', arguments: { message: 7 } }],
      ['tools/call', { name: 'nowhere' }],
    ])('%s %j is answered in either type alone', async (method, params) => {
      const sent = generation(method, params)
      const headers = { ...sent.headers, ...('uri' in params && { 'Mcp-Name': params.uri }) }
      const answers = await Promise.all([[json], [stream]].map(accept => send({ ...sent, headers }, accept)))
      const [one, other] = answers.map(answer => [answer.status, answer.headers['content-type']])
      expect(one).toEqual([200, json])
      expect(other).toEqual([200, stream])
      const [inJson, inStream] = answers.map(messageOf)
      expect(withoutIds(inJson)).toEqual(withoutIds(inStream))
    })
  })

  test('a batch of 2025 is a list for a client of JSON alone, of one message too', async () => {
    const call = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'ping' } })
    const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' }
    for (const ids of [[1, 2, 3], [1]]) {
      const { headers } = legacy('')
      const answer = await server.send(request({ headers, body: [initialized, ...ids.map(call)] } as Sent, [json]))
      expect(answer.headers['content-type']).toBe(json)
      const messages = JSON.parse(answer.text) as { id: number }[]
      expect(messages.map(({ id }) => id).sort()).toEqual(ids)
    }
  })

  test('a notification is accepted without an answer from a client of either type, and refused from one of neither', async () => {
    const sent = { ...legacy(''), body: { jsonrpc: '2.0', method: 'notifications/initialized' } }
    for (const accept of [json, stream]) {
      expect(await server.send(request(sent, [accept]))).toMatchObject({ status: 202, text: '' })
    }
    expect(await server.send(request(sent, ['text/html']))).toMatchObject({ status: 406 })
  })

  test('an Accept above 8 KB is not looked into', async () => {
    const answer = await server.send(request(legacy('tools/list'), [`"${','.repeat(8 * 1024)}`]))
    expect(answer.status).toBe(431)
    expect(answer.text).toContain('8192')
  })
})

/** What differs from one request to the next. */
const withoutIds = (message: unknown) => JSON.parse(JSON.stringify(message).replace(/[0-9a-f-]{36}/g, 'ID'))
