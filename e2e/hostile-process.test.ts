import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { dockerHost, type LambdaOptions, processHost } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { baseImage } from '../infra/image/base-image.ts'
import { type TestLambda, testLambda } from '../packages/lambda-local/tests/test-lambda.ts'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { node, type Process } from '../testing/processes.ts'
import { docker } from './container.ts'
import { faulty } from './hostile/late.ts'
import { messageOf, send } from './requests.ts'

// Errors that nobody catches: the local server goes on, an instance in Lambda answers what it has and ends.

const names = faulty.map(({ name }) => `leaves-${name}`)
const fine = { result: { content: [{ text: 'fine' }] } }
const generations = [
  ['2025-11-25', legacy],
  ['2026-07-28', modern],
] as const

describe('the local server', () => {
  let server: Process
  let url: string
  beforeAll(async () => {
    const preload = new URL('./hostile/with-hostile-tools.ts', import.meta.url).href
    server = node(['--import', preload, 'app/local-server.ts'], { PORT: '0' })
    url = (await server.prints(/MCP endpoint: (\S+)\/mcp/))[1] ?? ''
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test.each(generations)(
    'goes on after each error that a tool or a prompt leaves, in %s',
    async (_version, request) => {
      const other = send({ url }, request('tools/call', { name: 'countdown', arguments: { from: 5, intervalMs: 200 } }))
      for (const name of names) {
        expect(messageOf(await send({ url }, request('tools/call', { name })))).toMatchObject(fine)
        await send({ url }, request('prompts/get', { name: name.replace('leaves-', 'late-') }))
      }
      expect(messageOf(await other)).toMatchObject({ result: { content: [{ text: 'Counted down from 5.' }] } })
      expect(server.child.exitCode).toBeNull()
      await server.prints(
        /uncaught exception: nobody caught it request="[0-9a-f-]{36}" of="tool \\"leaves-throw-later\\""/,
      )
      await server.prints(
        /unhandled rejection: nobody caught it request="[0-9a-f-]{36}" of="tool \\"leaves-reject-now\\""/,
      )
    },
  )

  test.each([
    ['GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET http://[::1/mcp HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['GET //[ HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
    ['GET /mcp HTTP/9.9\r\nHost: localhost\r\n\r\n', 400],
    ['nonsense\r\n\r\n', 400],
  ])('answers %j', async (bytes, status) => {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(bytes)
    const answered = await text(socket.once('data', () => socket.end()))
    expect(answered).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(server.child.exitCode).toBeNull()
  })
})

/** Names of one fault of each kind: a process has to be started for each. */
const some = ['leaves-throw-timer', 'leaves-reject-now', 'leaves-throw-microtask']

function eventOf({ headers, body }: Sent) {
  const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  return proxyEvent('POST', '/mcp', JSON.stringify(body), { headers: { ...usual, ...headers } })
}

/**
 * Calls a tool that leaves an error, and then another, each of which is answered. The instance ends with the first answer,
 * or with the second, when the error came after the first.
 */
function instancesEnd(lambda: (handler: string, options?: Partial<LambdaOptions>) => TestLambda): void {
  describe.each(generations)('in the generation of %s', (_version, request) => {
    test.each(some)('buffered, after %s', async name => {
      await using server = lambda('app.handler')
      const first: APIGatewayProxyResult = JSON.parse(
        String((await server.invoke(eventOf(request('tools/call', { name })))).payload),
      )
      expect(first).toMatchObject({ statusCode: 200, body: expect.stringContaining('fine') })
      const line = await server.logged(/nobody caught it/)
      expect(line).toContain(name)
      // The next call may find the instance still busy, and so get another.
      while (!server.lines.some(line => /exit status 1/.test(line))) {
        const next = await server.invoke(eventOf(request('tools/call', { name: 'ping' })))
        expect(String(next.payload)).toContain('pong')
      }
      expect(server.instances).not.toContain(line.split(' ', 1)[0])
    })

    test.each(some)('streamed, after %s', async name => {
      await using server = lambda('app.stream')
      const first = await server.invokeWithResponseStream(eventOf(request('tools/call', { name })))
      expect(await text(first.payload)).toContain('fine')
      await server.logged(/nobody caught it/)
      while (!server.lines.some(line => /exit status 1/.test(line))) {
        const next = await server.invokeWithResponseStream(eventOf(request('tools/call', { name: 'ping' })))
        expect(await text(next.payload)).toContain('pong')
      }
    })
  })
}

describe('an instance in Lambda answers what it has in hand, and ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/build.ts', '--server', 'e2e/hostile/bundle.ts', folder], { stdio: 'pipe' })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  describe('in a process', () => {
    instancesEnd((handler, options) => testLambda(handler, { host: processHost({ bundle: folder }), ...options }))
  })

  describe('in a process restored from a snapshot', () => {
    const environment = { NODE_OPTIONS: `--snapshot-blob=${join(folder, 'app.blob')}` }
    instancesEnd((handler, options) =>
      testLambda(handler, { host: processHost({ bundle: folder }), environment, ...options }),
    )
  })

  describe.skipIf(inject('image') === null)('in a container, by the official runtime', () => {
    const image = 'serverless-mcp-hostile'
    beforeAll(async () => {
      const base = process.env.BASE_IMAGE || baseImage
      writeFileSync(join(folder, 'Dockerfile'), `FROM ${base}\nCOPY *.cjs code.json /var/task/\n`)
      await docker('build', '--quiet', '--tag', image, folder)
    })
    afterAll(() => docker('rmi', image))
    instancesEnd((handler, options) => testLambda(handler, { host: dockerHost({ image }), ...options }))
  })
})
