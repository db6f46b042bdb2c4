import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Host, processHost } from 'lambda-local'
import { afterAll, expect, test } from 'vitest'
import { startChild } from '../packages/lambda-local/src/hosts/child.ts'
import { testLambda } from '../packages/lambda-local/tests/test-lambda.ts'
import { legacy } from '../scripts/build/messages.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { node } from '../testing/processes.ts'
import { findListeners } from './hostile/find-listeners.ts'
import { send } from './requests.ts'

// Node calls our listeners, timers and callbacks by itself, and what one of them threw would end the process. Each that is
// found in the source is made to throw here, in the processes that it belongs to.

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'listeners-'))
afterAll(() => rmSync(folder, { recursive: true }))
const LISTENERS = join(folder, 'called')
writeFileSync(LISTENERS, '')
const called = () => new Set(readFileSync(LISTENERS, 'utf8').split('\n').filter(Boolean))

const preload = ['throwing-listeners', 'with-hostile-tools'].flatMap(name => [
  '--import',
  new URL(`./hostile/${name}.ts`, import.meta.url).href,
])
const call = (name: string, args: object = {}) => legacy('tools/call', { name, arguments: args })

const found = findListeners(root)

/** Calls a tool over a connection of its own. Resolves when the answer begins. */
async function answering(url: string, name: string, args: object): Promise<IncomingMessage> {
  const { headers, body } = call(name, args)
  const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  const asked = request(`${url}/mcp`, { method: 'POST', headers: { ...usual, ...headers }, agent: false })
  asked.on('error', () => {})
  asked.end(JSON.stringify(body))
  return new Promise(resolve => asked.once('response', resolve))
}

test('each listener, timer and callback of ours is made by listener(), so that what it throws is logged', () => {
  expect(found.length).toBeGreaterThan(15)
  expect(found.filter(({ name }) => name === undefined)).toEqual([])
  const names = found.map(({ name }) => name)
  for (const name of new Set(names)) expect(found.filter(each => each.name === name).length, name).toBeLessThan(3)
})

test('the local server goes on when each of them throws', async () => {
  await using server = node([...preload, 'app/local-server.ts'], {
    npm_lifecycle_script: 'exec node app/local-server.ts',
    PORT: '0',
    LISTENERS,
    LOG_LEVEL: 'debug',
  })
  const url = (await server.prints(/MCP endpoint: (\S+)\/mcp/))[1] ?? ''
  const port = Number(new URL(url).port)
  const ping = async () => expect((await send({ url }, call('ping'))).text).toContain('pong')
  await ping()

  for (const bytes of ['CONNECT localhost:80 HTTP/1.1\r\n\r\n', 'GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n']) {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    await text(socket.once('data', () => socket.end()))
  }
  await ping()

  // Leaves while its answer is on its way, without a goodbye.
  const left = await answering(url, 'countdown', { from: 100, intervalMs: 50 })
  left.on('error', () => {})
  left.socket.resetAndDestroy()
  await server.prints(/aborted=true/)
  await ping()

  for (const name of ['leaves-throw-timer', 'leaves-reject-now']) await send({ url }, call(name))
  await server.prints(/unhandled rejection: nobody caught it/)
  server.child.kill('SIGUSR2')
  await server.prints(/connection not taken/)
  await ping()

  const open = await answering(url, 'countdown', { from: 2, intervalMs: 200 })
  server.child.kill('SIGTERM')
  expect(await text(open)).toContain('Counted down')
  expect(await server.ended).toMatchObject({ code: 0 })
})

/** What the image's app.cjs does, with the sources in the place of the bundle. */
const program = `
  const { handler, stream } = require(${JSON.stringify(join(root, 'e2e/hostile/bundle.ts'))}).start()
  exports.handler = handler
  exports.stream = awslambda.streamifyResponse(stream)
`

/** Runs the handlers unbundled, each in a process whose listeners throw. */
const host: Host = {
  network: processHost({ bundle: folder }).network,
  launch({ handler, environment, print }) {
    writeFileSync(join(folder, 'app.cjs'), program)
    const env = { ...environment, PATH: process.env.PATH, LISTENERS, _HANDLER: handler, LAMBDA_TASK_ROOT: folder }
    const args = [...preload, join(root, 'packages/lambda-local/src/hosts/runtime.ts')]
    const { process: child, ended } = startChild(process.execPath, args, { cwd: root, env, print })
    return {
      ended,
      async kill() {
        child.kill('SIGKILL')
        await ended
      },
    }
  },
}

function eventOf(name: string, args: object = {}) {
  const { headers, body } = call(name, args)
  const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  return proxyEvent('POST', '/mcp', JSON.stringify(body), { headers: { ...usual, ...headers } })
}

test('an instance in Lambda answers when each of them throws', async () => {
  await using server = testLambda('app.handler', { host, timeoutMs: 2000 })
  const answer = async (name: string, args = {}) => String((await server.invoke(eventOf(name, args))).payload)
  expect(await answer('countdown', { from: 100, intervalMs: 100 })).toContain('limit for one request')
  expect(await answer('ping')).toContain('pong')
  expect(await answer('leaves-throw-microtask')).toContain('fine')
  await server.logged(/exit status 1/)
  expect(await answer('ping')).toContain('pong')
})

test('an instance that streams answers when each of them throws', async () => {
  await using server = testLambda('app.stream', { host })
  const answer = async (name: string) => text((await server.invokeWithResponseStream(eventOf(name))).payload)
  expect(await answer('leaves-throw-microtask')).toContain('fine')
  await server.logged(/exit status 1/)
  expect(await answer('ping')).toContain('pong')
})

test('an instance that cannot send its last answer leaves that to the runtime', async () => {
  const program = `
    const { handler } = require(${JSON.stringify(join(root, 'e2e/hostile/bundle.ts'))}).start()
    const context = { getRemainingTimeInMillis: () => 5000, awsRequestId: 'r' }
    handler(${JSON.stringify(eventOf('leaves-throw-microtask'))}, context).then(({ body }) => console.log(body))
  `
  const env = { LISTENERS, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9' }
  const { stdout, code } = await node([...preload, '--eval', program], env).ended
  expect(stdout).toContain('fine')
  expect(code).toBe(0)
})

test('every one of them has been called above, and so has thrown', () => {
  expect(found.map(({ name }) => name).filter(name => !called().has(name ?? ''))).toEqual([])
})
