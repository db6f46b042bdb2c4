import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { type LogRecord, recordingLog } from '../testing/recording-log.ts'
import { messageOf, send } from './requests.ts'
import { type Running, transports } from './transports.ts'

const ofPing = modern('tools/call', { name: 'ping' })
const call = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
const error = (code: number, message: RegExp = /./) => ({ error: { code, message: expect.stringMatching(message) } })

const manyKeys = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, index]))

interface Row {
  input: string
  sent: Sent
  status: number
  answer: object
  headers?: Record<string, string>
}

const rows: Row[] = [
  { input: 'GET', sent: { method: 'GET' }, status: 405, headers: { allow: 'POST' }, answer: error(-32000) },
  { input: 'DELETE', sent: { method: 'DELETE' }, status: 405, headers: { allow: 'POST' }, answer: error(-32000) },
  { input: 'PUT', sent: { method: 'PUT', body: call }, status: 405, headers: { allow: 'POST' }, answer: error(-32000) },
  { input: 'no body', sent: {}, status: 400, answer: error(-32700) },
  { input: 'invalid JSON', sent: { body: '{"jsonrpc":' }, status: 400, answer: error(-32700, /not valid JSON/) },
  { input: 'JSON that is no JSON-RPC', sent: { body: { method: 7 } }, status: 400, answer: error(-32600) },
  { input: 'an empty batch', sent: { body: [] }, status: 400, answer: error(-32600) },
  {
    input: 'a wrong content type',
    sent: { headers: { 'Content-Type': 'text/plain' }, body: call },
    status: 415,
    answer: error(-32000, /"text\/plain".*application\/json/),
  },
  {
    input: 'a content type that only begins right',
    sent: { headers: { 'Content-Type': 'application/jsonx' }, body: call },
    status: 415,
    answer: error(-32000),
  },
  {
    input: 'a body over 4 MiB',
    sent: { body: JSON.stringify({ ...call, params: { padding: 'x'.repeat(4 * 1024 * 1024) } }) },
    status: 413,
    answer: error(-32000, /4194304 bytes/),
  },
  {
    input: 'a body over 4 MiB that does not say its length',
    sent: {
      headers: { 'Transfer-Encoding': 'chunked' },
      body: JSON.stringify({ ...call, params: { padding: 'x'.repeat(4 * 1024 * 1024) } }),
    },
    status: 413,
    answer: error(-32000, /4194304 bytes/),
  },
  {
    input: '300,000 values in _meta',
    sent: legacy('tools/list', { _meta: { rows: Array.from({ length: 300_000 }, (_, index) => index) } }),
    status: 400,
    answer: error(-32600, /more than 10000 keys and values/),
  },
  {
    input: '10,001 keys in the arguments (2026-07-28)',
    sent: modern('tools/call', { name: 'ping', arguments: manyKeys }),
    status: 400,
    answer: error(-32600, /more than 10000 keys and values/),
  },
  {
    input: 'a nest of 100,000 levels',
    sent: {
      body: `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    },
    status: 400,
    answer: error(-32600, /more than 64 levels deep/),
  },
  {
    input: 'a foreign Origin',
    sent: { headers: { Origin: 'https://evil.example' }, body: call },
    status: 403,
    answer: error(-32000, /"https:\/\/evil\.example".*ALLOWED_ORIGINS/),
  },
  {
    input: 'a foreign Host',
    sent: { headers: { Host: 'evil.example' }, body: call },
    status: 403,
    answer: error(-32000, /"evil\.example".*localhost/),
  },
  { input: 'an unknown path', sent: { path: '/nowhere', body: call }, status: 404, answer: error(-32000, /\/nowhere/) },
  { input: 'the root', sent: { method: 'GET', path: '/' }, status: 404, answer: error(-32000, /POST \/mcp/) },
  {
    input: 'a version that was never served (2025-11-25)',
    sent: { headers: { 'MCP-Protocol-Version': '1999-01-01' }, body: call },
    status: 400,
    answer: error(-32000, /1999-01-01/),
  },
  {
    input: 'a version that is not served yet (2026-07-28)',
    sent: modern('tools/list', {}, '2099-01-01'),
    status: 400,
    answer: error(-32022),
  },
  {
    input: 'a header that names another tool than the body (2026-07-28)',
    sent: { ...ofPing, headers: { ...ofPing.headers, 'Mcp-Name': 'throws' } },
    status: 400,
    answer: error(-32020),
  },
]
for (const [version, request] of [
  ['2025-11-25', legacy],
  ['2026-07-28', modern],
] as const) {
  rows.push(
    {
      input: `an unknown method (${version})`,
      sent: request('tools/destroy'),
      status: version === '2026-07-28' ? 404 : 200,
      answer: error(-32601),
    },
    {
      input: `an unknown tool (${version})`,
      sent: request('tools/call', { name: 'pong' }),
      status: 200,
      answer: error(-32602, /"pong"/),
    },
    ...[{ toString: 1 }, { toString: null, valueOf: null }, 7, null, [], ['ping'], '__proto__', 'constructor'].map(
      (name): Row => ({
        input: `a tool named ${JSON.stringify(name)} (${version})`,
        sent: request('tools/call', { name }),
        status: 200,
        answer: error(-32602),
      }),
    ),
    {
      input: `arguments that do not fit (${version})`,
      sent: request('tools/call', { name: 'ping', arguments: { message: 7 } }),
      status: 200,
      answer: { result: { isError: true, content: [{ text: expect.stringMatching(/message: .*string/) }] } },
    },
    {
      input: `a tool that throws (${version})`,
      sent: request('tools/call', { name: 'throws' }),
      status: 200,
      answer: { result: { isError: true, content: [{ text: expect.stringMatching(/failed.*under request \S+\.$/) }] } },
    },
    {
      input: `a tool that breaks its own output schema (${version})`,
      sent: request('tools/call', { name: 'breaks' }),
      status: 200,
      answer: error(-32603, /under request \S+\.$/),
    },
  )
}

describe.each(Object.entries(transports))('over %s', (_name, start) => {
  let server: Running
  let records: LogRecord[]
  beforeAll(async () => {
    const recording = recordingLog()
    records = recording.records
    server = await start({ server: 'badInput', log: recording.log })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test.each(rows)('$input: $status', async ({ sent, status, answer: expected, headers = {} }) => {
    const answer = await send(server, sent)
    expect(messageOf(answer)).toMatchObject({ jsonrpc: '2.0', ...expected })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject(headers)
    expect(answer.text).not.toMatch(/hunter2|node_modules|\.ts:\d/)
  })

  test('what the caller is not told is in the log', () => {
    const failed = records.filter(({ message }) => message === 'tool failed')
    expect(failed.map(({ fields }) => String(fields.error))).toEqual(Array(2).fill('Error: password=hunter2'))
    const broken = records.filter(({ message }) => message === 'tool broke its output schema')
    expect(broken.map(({ fields }) => fields.fields)).toEqual(Array(2).fill(expect.stringContaining('pages: ')))
  })

  test('a refusal can be read by a page from another origin of this machine', async () => {
    const answer = await send(server, { headers: { Origin: 'http://localhost:6274' }, body: '{' })
    expect(answer.status).toBe(400)
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' })
  })
})
