import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { createGateway, dockerHost, type LambdaOptions, processHost, type StreamedInvocation } from 'lambda-local'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openApi } from '../infra/openapi.ts'
import { createGate } from '../packages/lambda-local/tests/barrier.ts'
import { testLambda } from '../packages/lambda-local/tests/test-lambda.ts'
import { legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { node } from '../testing/processes.ts'
import { clients } from './clients.ts'
import { send } from './requests.ts'
import { listen } from './transports.ts'

const image = inject('image') ?? ''
const folder = mkdtempSync(join(tmpdir(), 'streaming-'))
const [bundle, frozen] = ['bundle', 'frozen'].map(name => join(folder, name)) as [string, string]

beforeAll(async () => {
  const { code, stderr } = await node(['scripts/build.ts', '--server', 'e2e/streaming/bundle.ts', bundle]).ended
  expect(code, stderr).toBe(0)
  // Without the bundle itself: what answers here was restored.
  mkdirSync(frozen)
  for (const name of ['app.cjs', 'app.blob', 'code.json']) copyFileSync(join(bundle, name), join(frozen, name))
})
afterAll(() => rmSync(folder, { recursive: true }))

const generations = [
  ['2026-07-28', modern],
  ['2025-11-25', legacy],
] as const

const usual = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
const eventOf = ({ method = 'POST', headers, body }: Sent): APIGatewayProxyEvent =>
  proxyEvent(method, '/mcp', body === undefined ? null : JSON.stringify(body), { headers: { ...usual, ...headers } })

/** Reads a stream until it holds a text, or to its end. */
async function readUntil({ payload }: StreamedInvocation, expected: string): Promise<string> {
  let seen = ''
  while (!seen.includes(expected)) {
    const chunk = payload.read()
    if (chunk !== null) seen += chunk
    else if (payload.readableEnded) throw new Error(`It ended without ${expected}: ${seen}`)
    else await Promise.race([once(payload, 'readable'), once(payload, 'end')])
  }
  return seen
}

const messagesOf = (body: string) => [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))

/** Takes a payload apart where the runtime has put prelude and body together. */
function split(payload: string) {
  const [prelude = '', body = ''] = payload.split('\0'.repeat(8))
  return { ...(JSON.parse(prelude) as { statusCode: number; headers: Record<string, string> }), body }
}

/** What is the same wherever `app.stream` runs: the fixtures are enough for it. */
function anywhere(start: (options?: Partial<LambdaOptions>) => ReturnType<typeof testLambda>): void {
  test.each(generations)(
    'a call of %s that runs out of time has sent its progress, and ends with the error',
    async (_version, rpc) => {
      await using lambda = start({ timeoutMs: 2500 })
      await lambda.start(1)
      const params = { name: 'countdown', arguments: { from: 100, intervalMs: 250 }, _meta: { progressToken: 'p' } }
      const streamed = await lambda.invokeWithResponseStream(eventOf(rpc('tools/call', params)))
      expect(streamed.contentType).toBe('application/vnd.awslambda.http-integration-response')
      // Only the first of a hundred steps: had the answer been collected, there would be none, or all.
      const begun = await readUntil(streamed, '"progress":1,')
      const { statusCode, headers, body } = split(begun + (await text(streamed.payload)))
      expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type: 'text/event-stream' })
      const messages = messagesOf(body)
      expect(messages[0]).toMatchObject({ method: 'notifications/progress', params: { progress: 1 } })
      expect(messages.at(-1)).toMatchObject({
        id: 1,
        error: { code: -32603, message: expect.stringMatching(/longer than \d{4} ms/) },
      })
      // The next call finds the instance in order.
      const { payload } = await lambda.invoke(eventOf(rpc('tools/list')))
      expect(payload.toString()).toContain('countdown')
      expect(lambda.instances).toHaveLength(1)
    },
  )

  test('answers without a body have their status', async () => {
    await using lambda = start()
    const statusOf = async (sent: Sent) => {
      const { statusCode, body } = split((await lambda.invoke(eventOf(sent))).payload.toString())
      return [statusCode, body.length > 0]
    }
    const notification = { jsonrpc: '2.0', method: 'notifications/initialized' }
    expect(await statusOf({ ...legacy(''), body: notification })).toEqual([202, false])
    expect(await statusOf({ method: 'HEAD' })).toEqual([405, false])
    expect(await statusOf({ method: 'GET' })).toEqual([405, true])
    expect(await statusOf({ ...legacy('ping'), headers: { 'Content-Type': 'text/plain' } })).toEqual([415, true])
  })
}

describe.each([
  ['a bundle', bundle, {}],
  ['its snapshot', frozen, { NODE_OPTIONS: `--snapshot-blob=${join(frozen, 'app.blob')}` }],
])('from %s, app.stream', (_how, bundle, environment) => {
  const start = (options: Partial<LambdaOptions> = {}) =>
    testLambda('app.stream', { host: processHost({ bundle }), environment, ...options })

  anywhere(start)

  test.each(generations)('sends each step before the tool takes the next (%s)', async (_version, rpc) => {
    await using gate = await createGate()
    await using lambda = start()
    const params = { name: 'gated', arguments: { gate: gate.url }, _meta: { progressToken: 'p' } }
    const streamed = await lambda.invokeWithResponseStream(eventOf(rpc('tools/call', params)))
    for (const step of [1, 2, 3]) {
      await readUntil(streamed, `"progress":${step},`)
      await gate.reached()
      gate.open()
    }
    expect(messagesOf(await text(streamed.payload))).toMatchObject([
      { id: 1, result: { content: [{ text: 'ended' }] } },
    ])
  })

  describe('behind API Gateway', () => {
    async function startGateway() {
      const lambda = start()
      const document = openApi({
        title: 'serverless-mcp-dev',
        serverUri: 'arn:server',
        streaming: true,
        authorizerTtlSeconds: 300,
        timeoutMs: 900_000,
      })
      const server = await listen(createGateway({ document, stage: 'dev', functions: { 'arn:server': lambda } }))
      return {
        url: `${server.url}/dev`,
        server,
        async [Symbol.asyncDispose]() {
          await server[Symbol.asyncDispose]()
          await lambda[Symbol.asyncDispose]()
        },
      }
    }

    test.each(Object.entries(clients))('%s gets each step before the tool takes the next', async (_name, connect) => {
      await using gate = await createGate()
      await using gateway = await startGateway()
      const client = await connect(gateway)
      const steps: number[] = []
      const seen = async (step: number) => {
        steps.push(step)
        await gate.reached()
        gate.open()
      }
      expect(await client.withProgress('gated', seen, { gate: gate.url })).toMatchObject({
        content: [{ text: 'ended' }],
      })
      expect(steps).toEqual([1, 2, 3])
      expect(await client.callTool({ name: 'ping' })).toMatchObject({ content: [{ text: 'pong' }] })
      await client.close()
    })

    test('an accepted notification is 202', async () => {
      await using gateway = await startGateway()
      const body = { jsonrpc: '2.0', method: 'notifications/initialized' }
      expect(await send(gateway.server, { ...legacy(''), path: '/dev/mcp', body })).toMatchObject({
        status: 202,
        text: '',
      })
    })
  })
})

describe.skipIf(image === '').each([
  ['from its snapshot', {}],
  ['without', { SNAPSHOT: 'off' }],
])('in a container, by the official runtime, %s, app.stream', (_how, environment) => {
  anywhere(options => testLambda('app.stream', { host: dockerHost({ image }), environment, ...options }))
})
