import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../app/app.ts'
import { silent } from '../../app/log.ts'
import { createMcp, type McpOptions } from '../../app/mcp/create-mcp.ts'
import { rpcError } from '../../app/mcp/rpc-error.ts'
import { defineTool } from '../../app/mcp/tool.ts'
import { serverInfo } from '../../app/server-info.ts'
import * as fixtures from '../../testing/tools/index.ts'
import { connect, countdown, ping } from './client.ts'

const rest = { log: silent, authorization: 'none', jwt: undefined, hosts: 'loopback', origins: ['loopback'] } as const

/** A client, and a server that `fail` takes the place of once the client is connected. */
async function connected(
  generation: Parameters<typeof connect>[1],
  tools: McpOptions['tools'] = Object.values(fixtures),
) {
  let serve: RequestListener = createApp({ mcp: createMcp({ info: serverInfo, tools }), ...rest }).callback()
  const server = createServer((req, res) => serve(req, res))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = await connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, generation, undefined)
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]()
    server.closeAllConnections()
    server.close()
  })
  return {
    client,
    failBy(listener: RequestListener) {
      serve = listener
    },
  }
}

describe.each(['2025-11-25', '2026-07-28'] as const)('a client of %s', generation => {
  test.each([ping('call 1'), countdown(3)])('tells that it was answered: $text', async asked => {
    const { client } = await connected(generation)
    expect(await client.call(asked)).toMatchObject({ kind: 'answered', clean: true })
  })

  test('tells that an answer is not its own', async () => {
    const name = 'ping'
    const mixedUp = defineTool({ name, description: 'Answers somebody else.', run: () => 'pong: call 2' })
    const { client } = await connected(generation, [mixedUp])
    expect(await client.call(ping('call 1'))).toMatchObject({ kind: "another's answer: pong: call 2", clean: false })
  })

  test.each<[string, RequestListener, object]>([
    [
      "a gateway's error in JSON-RPC",
      (_req, res) => res.writeHead(502, { 'Content-Type': 'application/json' }).end(rpcError(-32000, 'Bad')),
      { kind: 'gateway 502', clean: true },
    ],
    [
      'a page of HTML',
      (_req, res) => res.writeHead(502).end('<h1>Bad Gateway</h1>'),
      { kind: 'gateway 502, unclean: <h1>Bad Gateway</h1>', clean: false },
    ],
    [
      'a stream that breaks off',
      (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('event: message\n')
        setImmediate(() => res.destroy())
      },
      { kind: 'stream broken off', clean: true },
    ],
    ['a connection that breaks', (_req, res) => res.destroy(), { kind: 'broken: fetch failed', clean: false }],
  ])('tells of %s', async (_what, listener, outcome) => {
    const { client, failBy } = await connected(generation)
    failBy(listener)
    expect(await client.call(ping('call 1'))).toMatchObject(outcome)
  })

  test("tells of the server's own error", async () => {
    const { client } = await connected(generation, [fixtures.whoami])
    expect(await client.call(ping('call 1'))).toMatchObject({ kind: 'JSON-RPC -32602', clean: true })
  })
})
