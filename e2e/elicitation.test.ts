import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { describe, expect, inject, test } from 'vitest'
import { askable, modern } from '../scripts/build/messages.ts'
import { withFixtures } from '../testing/fixtures.ts'
import { node } from '../testing/processes.ts'
import { container, inTurn } from './container.ts'
import { messageOf, send } from './requests.ts'
import { lambda, type Running, transports } from './transports.ts'

// `delete-report`, which asks the user: over every way into the server, and between instances that share nothing but keys.

const [one, other] = ['1'.repeat(64), '2'.repeat(64)]
const call = { name: 'delete-report', arguments: { report: 7 } }
const asked = 'Delete report 7? This cannot be undone.'
const accept = { action: 'accept', content: { confirm: true } } as const

/** A connected client of the 2026 generation, whose user gives one answer to all questions. */
async function clientOf({ url }: { url: string }, answer: typeof accept | { action: 'decline' | 'cancel' } = accept) {
  const capabilities = { elicitation: { form: {} } }
  const client = new Client({ name: 'test', version: '0' }, { capabilities, versionNegotiation: { mode: 'auto' } })
  const messages: unknown[] = []
  client.setRequestHandler('elicitation/create', ({ params }) => {
    messages.push(params.message)
    return answer
  })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)))
  return { client, messages }
}

const firstCall = () => modern('tools/call', { ...call, _meta: askable })
const repeatedCall = (requestState: string) =>
  modern('tools/call', { ...call, _meta: askable, requestState, inputResponses: { answer: accept } })

/** Asks one server, and hands its state with the user's answer to another. */
async function askOneTellOther(asking: Running, told: Running) {
  const first = messageOf(await send(asking, firstCall())) as { result: { requestState: string } }
  expect(first).toMatchObject({ result: { resultType: 'input_required', inputRequests: { answer: {} } } })
  return messageOf(await send(told, repeatedCall(first.result.requestState)))
}

const deleted = { result: { content: [{ type: 'text', text: 'Report 7 is deleted.' }] } }
const refused = { error: { code: -32602, message: expect.stringContaining('Invalid or expired requestState') } }

describe.each(Object.entries(transports))('over %s', (_transport, start) => {
  test.each([
    [accept, 'Report 7 is deleted.'],
    [{ action: 'decline' } as const, 'Report 7 is still there: the user said no.'],
    [{ action: 'cancel' } as const, 'Report 7 is still there: the user closed the question.'],
  ])('the client of SDK 2 asks its user once and repeats the call by itself: %j', async (answer, text) => {
    await using server = await start()
    const { client, messages } = await clientOf(server, answer)
    expect(await client.callTool(call)).toMatchObject({ content: [{ type: 'text', text }] })
    expect(messages).toEqual([asked])
    await client.close()
  })

  test('a client that repeats the call on its own gets there, too', async () => {
    await using server = await start()
    const { client } = await clientOf(server)
    const first = await client.callTool(call, { allowInputRequired: true })
    expect(first).toMatchObject({ inputRequests: { answer: { params: { message: asked } } } })
    const { requestState } = first as unknown as { requestState: string }
    const again = { ...call, inputResponses: { answer: accept }, requestState }
    expect(await client.callTool(again)).toMatchObject(deleted.result)
    await client.close()
  })

  test('a client of 2025 is told in a sentence that it cannot be asked', async () => {
    await using server = await start()
    const legacy = new Client({ name: 'test', version: '0' }, { capabilities: { elicitation: { form: {} } } })
    await legacy.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
    const client1 = new Client1({ name: 'test', version: '0' }, { capabilities: { elicitation: {} } })
    await client1.connect(new Transport1(new URL(`${server.url}/mcp`)) as Transport)
    for (const client of [legacy, client1]) {
      const { isError, content } = (await client.callTool(call)) as { isError?: boolean; content: { text: string }[] }
      expect(isError).toBe(true)
      expect(content).toEqual([{ type: 'text', text: expect.stringMatching(/has to ask the user.*2026-07-28/) }])
      await client.close()
    }
  })

  test('a client of 2026 that cannot ask its user gets the error -32021, with what it lacks', async () => {
    await using server = await start()
    const answer = await send(server, modern('tools/call', call))
    expect(answer.status).toBe(400)
    const data = { requiredCapabilities: { elicitation: expect.anything() } }
    expect(messageOf(answer)).toMatchObject({ error: { code: -32021, data } })
  })

  test('one instance asks and another is told, by the same keys and while they are exchanged', async () => {
    const keyed = (...stateKeys: string[]) => start({ stateKeys })
    await using before = await keyed(one)
    await using during = await keyed(other, one)
    await using after = await keyed(other)
    expect(await askOneTellOther(before, before)).toMatchObject(deleted)
    expect(await askOneTellOther(before, during)).toMatchObject(deleted)
    expect(await askOneTellOther(during, after)).toMatchObject(deleted)
    expect(await askOneTellOther(before, after)).toMatchObject(refused)
  })

  test('an answer on another stage is refused, also with the same keys', async () => {
    await using dev = await start({ stage: 'dev' })
    await using sameStage = await start({ stage: 'dev' })
    await using prod = await start({ stage: 'prod' })
    expect(await askOneTellOther(dev, sameStage)).toMatchObject(deleted)
    expect(await askOneTellOther(dev, prod)).toMatchObject(refused)
    expect(await askOneTellOther(prod, dev)).toMatchObject(refused)
  })
})

test.each([
  ['the same caller', { principalId: 'ada', clientId: 'editor', scopes: 'more' }, deleted],
  ['another caller', { principalId: 'eve', clientId: 'editor' }, refused],
  ['another client', { principalId: 'ada', clientId: 'robot' }, refused],
  ['a caller without a client', { principalId: 'ada' }, refused],
])('behind an authorizer, the answer is taken or refused by who brings it: %s', async (_who, authorizer, expected) => {
  await using asking = await lambda({ authorizer: { principalId: 'ada', clientId: 'editor' } })
  await using told = await lambda({ authorizer })
  expect(await askOneTellOther(asking, told)).toMatchObject(expected)
})

describe('npm start', () => {
  const start = async (env: NodeJS.ProcessEnv) => {
    const server = node([...withFixtures, 'app/local-server.ts'], { PORT: '0', ...env })
    const [, url = ''] = await server.prints(/MCP endpoint: (\S+)\/mcp/)
    return Object.assign(server, { url }) as typeof server & Running
  }

  test('makes up a key of its own where none is set', async () => {
    await using server = await start({})
    await using stranger = await start({})
    expect(await askOneTellOther(server, server)).toMatchObject(deleted)
    expect(await askOneTellOther(server, stranger)).toMatchObject(refused)
  })

  test('shares what it asks with every process that has the same keys', async () => {
    await using asking = await start({ STATE_KEYS: one })
    await using told = await start({ STATE_KEYS: `${other},${one}` })
    await using elsewhere = await start({ STATE_KEYS: one, STAGE: 'prod' })
    expect(await askOneTellOther(asking, told)).toMatchObject(deleted)
    expect(await askOneTellOther(asking, elsewhere)).toMatchObject(refused)
  })
})

const image = inject('image') ?? ''

describe.skipIf(image === '')('the image', () => {
  test('asks in one container and is told in another', async () => {
    await using asking = await container(image, { STATE_KEYS: one })
    await using told = await container(image, { STATE_KEYS: `${other},${one}` })
    await using front = await inTurn([asking, told])
    expect(await askOneTellOther(front, front)).toMatchObject(deleted)
    expect(new Set(front.handled)).toEqual(new Set([asking.id, told.id]))
  })

  test('says which variable is missing where it has no key', async () => {
    await using server = await container(image)
    await using front = await inTurn([server])
    const answer = messageOf(await send(front, firstCall()))
    expect(answer).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringContaining('STATE_KEYS') }] },
    })
  })
})
