import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Way, ways } from './ways.ts'

// A header on several lines means the same on each way to the server: that of Node behind a socket.

type Line = [name: string, value: string]
const json: Line = ['Content-Type', 'application/json']
const both: Line = ['Accept', 'application/json, text/event-stream']
const version = '2026-07-28'
const meta = { 'io.modelcontextprotocol/protocolVersion': version, 'io.modelcontextprotocol/clientCapabilities': {} }

/** One call of each generation. */
const legacy = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'ping' } }
const modern = { ...legacy, params: { name: 'ping', _meta: meta } }
const modernLines: Line[] = [
  ['MCP-Protocol-Version', version],
  ['Mcp-Method', 'tools/call'],
  ['Mcp-Name', 'ping'],
]

const rows: [what: string, lines: Line[], body: object, status: number][] = [
  ['Accept, one type a line', [json, ['Accept', 'application/json'], ['Accept', 'text/event-stream']], legacy, 200],
  ['Accept, in other letter cases', [json, ['ACCEPT', 'text/html'], ['accept', 'application/json']], legacy, 200],
  ['Accept, neither line of which is served', [json, ['Accept', 'text/html'], ['Accept', 'image/png']], legacy, 406],
  ['Content-Type, of which the first counts', [json, ['Content-Type', 'text/plain'], both], legacy, 200],
  ['Content-Type, of which the first is wrong', [['Content-Type', 'text/plain'], json, both], legacy, 415],
  [
    'Content-Encoding, both lines of which change nothing',
    [json, both, ['Content-Encoding', 'identity'], ['Content-Encoding', 'identity']],
    legacy,
    200,
  ],
  [
    'Content-Encoding, the first line of which compresses',
    [json, both, ['Content-Encoding', 'gzip'], ['Content-Encoding', 'identity']],
    legacy,
    415,
  ],
  ['Cookie', [json, both, ['Cookie', 'a=1'], ['Cookie', 'b=2']], legacy, 200],
  ['X-Forwarded-For', [json, both, ['X-Forwarded-For', '192.0.2.1'], ['X-Forwarded-For', '192.0.2.2']], legacy, 200],
  ['User-Agent', [json, both, ['User-Agent', 'a'], ['User-Agent', 'b']], legacy, 200],
  [
    'MCP-Protocol-Version, twice the same',
    [json, both, ['MCP-Protocol-Version', '2025-11-25'], ['MCP-Protocol-Version', '2025-11-25']],
    legacy,
    400,
  ],
  [
    'Mcp-Name, the last of which is right',
    [json, both, ...modernLines, ['Mcp-Name', 'whoami'], ['Mcp-Name', 'ping']],
    modern,
    400,
  ],
  ['Mcp-Method, twice', [json, both, ...modernLines, ['Mcp-Method', 'tools/call']], modern, 400],
  ['none, in the 2026 generation', [json, both, ...modernLines], modern, 200],
]

describe.each(ways(inject('image') ?? ''))('over %s', (_way, start) => {
  let server: Way
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test.each(rows)('on several lines: %s', async (_what, headers, body, status) => {
    const answer = await server.send({ headers, body: JSON.stringify(body) })
    expect(answer.status, answer.text).toBe(status)
    expect(answer.text).toContain(status === 200 ? 'pong' : '"error"')
  })
})
