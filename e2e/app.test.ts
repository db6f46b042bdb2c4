import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createMcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { serverInfo } from '../app/server-info.ts'
import { legacy, modern } from '../scripts/build/messages.ts'
import { recordingLog } from '../testing/recording-log.ts'
import { messageOf, send } from './requests.ts'
import { http, transports } from './transports.ts'

const list = modern('tools/list')
const withOrigin = (Origin: string) => ({ ...list, headers: { ...list.headers, Origin } })

describe.each(Object.entries(transports))('over %s', (_name, start) => {
  test('GET /healthz answers without touching MCP', async () => {
    await using server = await start()
    const answer = await send(server, { method: 'GET', path: '/healthz' })
    expect(answer).toMatchObject({ status: 200, text: '{"status":"ok"}' })
  })

  test('a page from this machine may call, whatever its port', async () => {
    await using server = await start()
    for (const origin of ['http://localhost:6274', 'http://127.0.0.1:5173', 'http://[::1]:8080']) {
      expect(await send(server, withOrigin(origin)), origin).toMatchObject({ status: 200 })
    }
  })

  test('with listed origins, those may call and others may not', async () => {
    await using server = await start({ hosts: 'any', origins: ['https://app.example.com'] })
    expect(await send(server, withOrigin('https://app.example.com'))).toMatchObject({ status: 200 })
    for (const origin of [
      'https://app.example.com.evil.example',
      'http://app.example.com',
      'http://localhost',
      'null',
    ]) {
      expect(await send(server, withOrigin(origin)), origin).toMatchObject({ status: 403 })
    }
  })

  test('a preflight is told that any header may be sent, Authorization by name', async () => {
    await using server = await start({ hosts: 'any', origins: 'any', authorization: 'token' })
    const answer = await send(server, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.example.com',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,mcp-protocol-version',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': '*, authorization',
    })
  })

  test('with AUTHORIZATION=token, only a caller with a good token gets in, and tools know who it is', async () => {
    const digest = createHash('sha256').update('good_access_token').digest('hex')
    await using server = await start({ authorization: 'token', tokenDigests: [digest] })
    const whoami = legacy('tools/call', { name: 'whoami' })

    const none = await send(server, whoami)
    expect(none).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })

    const wrong = await send(server, { ...whoami, headers: { ...whoami.headers, Authorization: 'Bearer wrong' } })
    expect(wrong).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
    expect(wrong.text).not.toContain('wrong')

    const good = { ...whoami, headers: { ...whoami.headers, Authorization: 'Bearer good_access_token' } }
    expect(messageOf(await send(server, good))).toMatchObject({
      result: { structuredContent: { principal: `token-${digest.slice(0, 16)}`, authenticated: true } },
    })
  })

  test('each request is logged once, by name, without its content', async () => {
    const { log, records } = recordingLog()
    await using server = await start({ log })
    const { headers } = await send(server, modern('tools/call', { name: 'ping', arguments: { message: 'private' } }))
    expect(records).toEqual([
      {
        level: 'info',
        message: 'POST /mcp',
        fields: {
          status: 200,
          ms: expect.any(Number),
          rpc: 'tools/call',
          name: 'ping',
          request: headers['x-request-id'],
        },
      },
    ])
  })
})

test('over http, a stream begins before its first event', async () => {
  const end = Promise.withResolvers<string>()
  const silentTool = defineTool({ name: 'silent', description: 'Waits.', run: () => end.promise })
  await using server = await http({ mcp: createMcp({ info: serverInfo, tools: [silentTool] }) })
  const { headers, body } = legacy('tools/call', { name: 'silent' })
  const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  const answer = await fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: { ...usual, ...headers },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200) // Only now may the tool end.
  end.resolve('done')
  expect(await answer.text()).toContain('done')
})

describe('over http, a client that goes away', () => {
  /** A tool that tells when it starts and why it ends, and tries to report progress after that. */
  function observed() {
    const started = Promise.withResolvers<void>()
    const aborted = Promise.withResolvers<string>()
    const tool = defineTool({
      name: 'observed',
      description: 'Waits for its abort.',
      async run(_args, { signal, progress }) {
        started.resolve()
        await once(signal, 'abort')
        await progress(1)
        aborted.resolve(String(signal.reason))
        return 'nobody reads this'
      },
    })
    return { mcp: createMcp({ info: serverInfo, tools: [tool] }), started: started.promise, aborted: aborted.promise }
  }

  test.each([
    ['2025-11-25', legacy],
    ['2026-07-28', modern],
  ])('aborts the tool, and nothing is written after (%s)', async (_version, rpc) => {
    const { mcp, started, aborted } = observed()
    const { log, records } = recordingLog()
    await using server = await http({ mcp, log })
    const { headers, body } = rpc('tools/call', { name: 'observed', _meta: { progressToken: 1 } })
    const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
    const sent = request(`${server.url}/mcp`, { method: 'POST', headers: { ...usual, ...headers } })
    sent.on('error', () => {})
    sent.end(JSON.stringify(body))

    await started
    sent.destroy()
    await aborted
    await sleep(50)
    expect(records.filter(({ level }) => level !== 'debug')).toMatchObject([
      { level: 'info', message: 'POST /mcp', fields: { aborted: true, name: 'observed' } },
    ])
  })
})
