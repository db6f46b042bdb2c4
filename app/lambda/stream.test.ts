import type { APIGatewayProxyEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { proxyEvent, rpcEvent } from '../../scripts/build/proxy-event.ts'
import { recordingLog } from '../../testing/recording-log.ts'
import { RecordingStream } from '../../testing/recording-stream.ts'
import type { AppOptions } from '../app.ts'
import { silent } from '../log.ts'
import { createMcp } from '../mcp/create-mcp.ts'
import { LimitError } from '../mcp/limit-error.ts'
import { defineTool, type Tool } from '../mcp/tool.ts'
import { serverInfo } from '../server-info.ts'
import { createStream } from './stream.ts'

const withTool = (tool: Tool): AppOptions => ({
  mcp: createMcp({ info: serverInfo, tools: [tool] }),
  log: silent,
  authorization: 'none',
  jwt: undefined,
  hosts: 'any',
  origins: 'any',
})
const within = (ms: number) => ({ getRemainingTimeInMillis: () => ms })
const _meta = { progressToken: 'p' }

const preflight = { Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'POST' }

const generations = [
  ['2026-07-28', (name: string) => rpcEvent('tools/call', { name, _meta })],
  ['2025-11-25', (name: string) => legacy({ id: 1, method: 'tools/call', params: { name, _meta } })],
] as const

function legacy(message: object): APIGatewayProxyEvent {
  const headers = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  return proxyEvent('POST', '/mcp', JSON.stringify({ jsonrpc: '2.0', ...message }), { headers })
}

/** The JSON-RPC messages of a body, plain or as events. */
const messagesOf = ({ body }: RecordingStream) =>
  body.startsWith('{')
    ? [JSON.parse(body)]
    : [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))

/** A tool that reports a step, and goes on to the next when it is let. */
function stepping() {
  const steps = [1, 2, 3].map(step => ({ step, ...Promise.withResolvers<void>() }))
  const tool = defineTool({
    name: 'stepping',
    description: 'Waits after each step.',
    async run(_args, { progress }) {
      for (const { step, promise } of steps) {
        await progress(step)
        await promise
      }
      return 'done'
    },
  })
  return { tool, steps }
}

/** A tool that reports one step, and then waits for its abort. */
function waiting() {
  const aborted = Promise.withResolvers<unknown>()
  const tool = defineTool({
    name: 'waiting',
    description: 'Waits for its abort.',
    async run(_args, { signal, progress }) {
      await progress(1)
      signal.addEventListener('abort', () => aborted.resolve(signal.reason))
      return new Promise<string>(() => {})
    },
  })
  return { tool, aborted: aborted.promise }
}

beforeEach(() => {
  vi.stubGlobal('awslambda', RecordingStream.runtime)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe.each(generations)('a tools/call of %s', (_version, call) => {
  test('sends each step of the progress before the tool takes the next', async () => {
    const { tool, steps } = stepping()
    const out = new RecordingStream()
    const served = createStream(withTool(tool))(call(tool.name), out, within(30_000))
    for (const { step, resolve } of steps) {
      await out.sends(`"progress":${step}`)
      expect(out.head).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } })
      expect(out.body).not.toContain(`"progress":${step + 1}`)
      resolve()
    }
    await served
    expect(messagesOf(out).at(-1)).toMatchObject({ id: 1, result: { content: [{ text: 'done' }] } })
    expect(out.writableFinished).toBe(true)
  })

  test('still running 500 ms before the deadline is aborted, and its stream ends with the error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { tool, aborted } = waiting()
    const { log, records } = recordingLog()
    const out = new RecordingStream()
    const served = createStream({ ...withTool(tool), log })(call(tool.name), out, within(60_500))
    await out.sends('"progress":1')
    await vi.advanceTimersByTimeAsync(60_000)
    await served
    expect(await aborted).toBeInstanceOf(LimitError)
    expect(messagesOf(out)).toMatchObject([
      { method: 'notifications/progress' },
      { id: 1, error: { code: -32603, message: expect.stringContaining('60000 ms') } },
    ])
    expect(records).toMatchObject([
      { level: 'error', message: 'limit reached', fields: { request: 'request-1' } },
      { level: 'info', message: 'POST /mcp', fields: { status: 200, aborted: true } },
    ])
  })

  test('that says nothing before its deadline is answered with the error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const started = Promise.withResolvers<void>()
    const run = () => {
      started.resolve()
      return new Promise<string>(() => {})
    }
    const tool = defineTool({ name: 'mute', description: 'Says nothing.', run })
    const out = new RecordingStream()
    const served = createStream(withTool(tool))(call(tool.name), out, within(1500))
    await started.promise
    await vi.advanceTimersByTimeAsync(1000)
    await served
    expect(out.head).toMatchObject({ statusCode: 200 })
    expect(messagesOf(out)).toMatchObject([{ id: 1, error: { message: expect.stringContaining('1000 ms') } }])
  })
})

test('a stream begins before its first event', async () => {
  const end = Promise.withResolvers<string>()
  const tool = defineTool({ name: 'silent', description: 'Waits.', run: () => end.promise })
  const out = new RecordingStream()
  const begun = Promise.withResolvers<void>()
  vi.spyOn(out, 'write').mockImplementationOnce(chunk => {
    begun.resolve()
    return RecordingStream.prototype.write.call(out, chunk)
  })
  const call = legacy({ id: 1, method: 'tools/call', params: { name: 'silent' } })
  const served = createStream(withTool(tool))(call, out, within(30_000))
  await begun.promise
  expect(out.head).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } })
  end.resolve('done') // Only now may the tool end.
  await served
  expect(out.body).toContain('done')
})

test.each([
  ['an accepted notification', legacy({ method: 'notifications/initialized' }), 202],
  ['a preflight', proxyEvent('OPTIONS', '/mcp', null, { headers: preflight }), 204],
])('%s has no body, but a status all the same', async (_name, event, statusCode) => {
  const out = new RecordingStream()
  await createStream(withTool(stepping().tool))(event, out, within(30_000))
  expect(out.head).toMatchObject({ statusCode, headers: { 'access-control-allow-origin': '*' } })
  expect(out.body).toBe('')
  expect(out.writableFinished).toBe(true)
})

test('each request is logged once, as what it was', async () => {
  const { log, records } = recordingLog()
  const stream = createStream({ ...withTool(stepping().tool), log })
  await stream(rpcEvent('tools/list'), new RecordingStream(), within(30_000))
  await stream(proxyEvent('GET', '/mcp', null), new RecordingStream(), within(30_000))
  expect(records).toEqual([
    { level: 'info', message: 'POST /mcp', fields: expect.objectContaining({ status: 200, rpc: 'tools/list' }) },
    { level: 'info', message: 'GET /mcp', fields: expect.objectContaining({ status: 405 }) },
  ])
  for (const { fields } of records) expect(fields).not.toHaveProperty('aborted')
})

test('what Lambda does not take yet is waited for, not piled up', async () => {
  const size = 100_000
  const wrote = Promise.withResolvers<void>()
  const tool = defineTool({
    name: 'talker',
    description: 'Talks much.',
    async run(_args, { progress }) {
      for (let step = 1; step <= 50; step++) await progress(step, 50, 'x'.repeat(size))
      wrote.resolve()
      return 'done'
    },
  })
  const taken = Promise.withResolvers<void>()
  const out = new RecordingStream()
  vi.spyOn(out, '_write').mockImplementation((chunk, encoding, done) => {
    void taken.promise.then(() => RecordingStream.prototype._write.call(out, chunk, encoding, done))
  })
  const call = rpcEvent('tools/call', { name: 'talker', _meta })
  const served = createStream(withTool(tool))(call, out, within(30_000))
  await wrote.promise
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
  expect(out.writableLength).toBeLessThan(3 * size)
  taken.resolve()
  await served
  expect(messagesOf(out)).toHaveLength(51)
})

test('an event that is no proxy event is refused with 400, and the log says why', async () => {
  const { log, records } = recordingLog()
  const out = new RecordingStream()
  const event = { version: '2.0' } as unknown as APIGatewayProxyEvent
  await createStream({ ...withTool(stepping().tool), log })(event, out, within(30_000))
  expect(out.head).toEqual({ statusCode: 400, headers: { 'content-type': 'application/json' } })
  expect(messagesOf(out)).toMatchObject([{ error: { code: -32600, message: expect.stringContaining('2.0') } }])
  expect(records).toMatchObject([{ level: 'error', fields: { reason: expect.stringContaining('2.0') } }])
  expect(out.writableFinished).toBe(true)
})

describe('the deployed streaming handler', () => {
  /** Of modules that nobody has loaded yet. */
  async function deployedStream() {
    const [{ createDeployedStream }, { createTestMcp }] = await Promise.all([
      import('./stream.ts'),
      import('../../testing/mcp.ts'),
    ])
    return createDeployedStream(() => createTestMcp())
  }

  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('needs no runtime to be loaded, and serves once there is one', async () => {
    vi.unstubAllGlobals()
    vi.resetModules()
    const stream = await deployedStream()
    vi.stubGlobal('awslambda', RecordingStream.runtime)
    vi.spyOn(console, 'info').mockImplementation(() => {})
    const out = new RecordingStream()
    await stream(rpcEvent('tools/call', { name: 'ping' }), out, within(30_000))
    expect(messagesOf(out)).toMatchObject([{ result: { content: [{ text: 'pong' }] } }])
  })

  test('that is misconfigured says so in the log and nothing to the caller', async () => {
    vi.resetModules()
    vi.stubEnv('ALLOWED_ORIGINS', 'nonsense')
    const stream = await deployedStream()
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const out = new RecordingStream()
    await stream(rpcEvent('tools/list'), out, within(30_000))
    expect(out.head).toMatchObject({ statusCode: 500 })
    expect(out.body).not.toContain('nonsense')
    expect(String(error.mock.lastCall?.[0])).toContain('ALLOWED_ORIGINS')
  })
})
