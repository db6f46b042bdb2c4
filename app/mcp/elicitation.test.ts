import { inputRequired } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { askable, legacy, modern, type Sent } from '../../scripts/build/messages.ts'
import { recordingLog } from '../../testing/recording-log.ts'
import type { Identity } from '../auth/identity.ts'
import { serverInfo } from '../server-info.ts'
import { createMcp } from './create-mcp.ts'
import { createCall } from './request-scope.ts'
import { defineTool } from './tool.ts'

const form = z.object({ confirm: z.boolean() })

let runs: unknown[] = []
afterEach(() => {
  runs = []
  vi.useRealTimers()
})

const define = (name: string, messageOf = (id: unknown) => `Delete ${id}?`) =>
  defineTool({
    name,
    description: 'Asks, and then notes that it ran.',
    input: z.object({ id: z.unknown(), more: z.unknown().optional() }),
    run({ id }, { ask }) {
      const answer = ask({ message: messageOf(id), form })
      if (answer.action === 'pending') return answer.question
      if (answer.action === 'accept' && answer.content.confirm) runs.push(id)
      return answer.action
    },
  })

const [key, otherKey] = ['1'.repeat(64), '2'.repeat(64)]
const ada: Identity = { principal: 'ada', authenticated: true, clientId: 'editor', scopes: [] }

interface Caller {
  identity?: Identity
  stage?: string
  stateKeys?: string[]
  tools?: ReturnType<typeof define>[]
}

const { log, records } = recordingLog()

/** Sends one request, and returns its result or its error. */
async function answerTo({ headers, body }: Sent, caller: Caller = {}) {
  const { identity = ada, stage = 'dev', stateKeys = [key], tools = [define('delete'), define('erase')] } = caller
  const mcp = createMcp({ info: serverInfo, tools, stateKeys: () => stateKeys })
  const accept = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
  const request = new Request('http://localhost/mcp', { method: 'POST', headers: { ...accept, ...headers } })
  const response = await mcp.fetch(request, body, createCall({ identity, stage, log, requestId: 'request-1' }))
  const text = await response.text()
  const { result, error } = JSON.parse(text.slice(text.indexOf('{')))
  return { status: response.status, result, error }
}

const call = (params: object = {}, name = 'delete') =>
  modern('tools/call', { name, arguments: { id: 7 }, _meta: askable, ...params })

const accepted = { inputResponses: { answer: { action: 'accept', content: { confirm: true } } } }

/** Calls once, for a question. */
async function question(params: object = {}, caller: Caller = {}) {
  const { result } = await answerTo(call(params), caller)
  expect(result).toMatchObject({ resultType: 'input_required', requestState: expect.any(String) })
  return result as { inputRequests: Record<string, { params: object }>; requestState: string }
}

describe('a tool that asks', () => {
  test('is answered with its question, and does nothing yet', async () => {
    const { inputRequests } = await question()
    expect(inputRequests).toEqual({
      answer: {
        method: 'elicitation/create',
        params: {
          mode: 'form',
          message: 'Delete 7?',
          requestedSchema: expect.objectContaining({ properties: { confirm: { type: 'boolean' } } }),
        },
      },
    })
    expect(runs).toEqual([])
  })

  test.each(['accept', 'decline', 'cancel'])('learns that the user chose %s', async action => {
    const { requestState } = await question()
    const inputResponses = { answer: { action, ...(action === 'accept' && { content: { confirm: true } }) } }
    const { result } = await answerTo(call({ requestState, inputResponses }))
    expect(result).toMatchObject({ content: [{ text: action }] })
    expect(runs).toEqual(action === 'accept' ? [7] : [])
  })

  test.each([
    ['that is missing', undefined],
    ['that does not fit the form', { answer: { action: 'accept', content: { confirm: 'yes' } } }],
    ['to another question', { other: { action: 'accept', content: { confirm: true } } }],
    ['of another kind', { answer: { roots: [] } }],
  ])('asks again for an answer %s', async (_what, inputResponses) => {
    const { requestState } = await question()
    await question({ requestState, ...(inputResponses && { inputResponses }) })
    expect(runs).toEqual([])
  })

  test('with nothing to fill in takes the bare consent', async () => {
    const tools = [
      defineTool({
        name: 'delete',
        description: 'Asks for no more than yes or no.',
        input: z.object({ id: z.int() }),
        run(_args, { ask }) {
          const answer = ask({ message: 'Go on?', form: z.object({}) })
          return answer.action === 'pending' ? answer.question : answer.action
        },
      }),
    ]
    const { requestState } = await question({}, { tools })
    const { result } = await answerTo(call({ requestState, inputResponses: { answer: { action: 'accept' } } }), {
      tools,
    })
    expect(result).toMatchObject({ content: [{ text: 'accept' }] })
  })

  test('takes no answer to a question that was never asked', async () => {
    await question(accepted)
    expect(runs).toEqual([])
  })

  test('asks again when it comes to another message, as that is what the user would have agreed to', async () => {
    let count = 3
    const tools = [define('delete', () => `Delete ${count} files?`)]
    const { requestState } = await question({}, { tools })
    count = 4
    await question({ requestState, ...accepted }, { tools })
    expect(runs).toEqual([])
  })

  test('may ask twice: the first answer comes back with the second', async () => {
    const tools = [
      defineTool({
        name: 'delete',
        description: 'Asks twice.',
        input: z.object({ id: z.int() }),
        run(_args, { ask }) {
          const name = ask({ message: 'Name?', form: z.object({ name: z.string() }) })
          if (name.action !== 'accept') return name.action === 'pending' ? name.question : 'no name'
          const color = ask({ message: `Color, ${name.content.name}?`, form: z.object({ color: z.string() }) })
          if (color.action !== 'accept') return color.action === 'pending' ? color.question : 'no color'
          return `${name.content.name} likes ${color.content.color}`
        },
      }),
    ]
    const respond = (content: object) => ({ inputResponses: { answer: { action: 'accept', content } } })
    const first = await question({}, { tools })
    const second = await question({ requestState: first.requestState, ...respond({ name: 'Ada' }) }, { tools })
    expect(second.inputRequests).toMatchObject({ answer: { params: { message: 'Color, Ada?' } } })
    const { requestState } = second
    const { result } = await answerTo(call({ requestState, ...respond({ color: 'blue' }) }), { tools })
    expect(result).toMatchObject({ content: [{ text: 'Ada likes blue' }] })
  })

  test('says in a sentence that a client of 2025 cannot be asked, and does nothing', async () => {
    const { requestState } = await question()
    for (const params of [{}, { requestState, ...accepted }]) {
      const { result } = await answerTo(legacy('tools/call', { name: 'delete', arguments: { id: 7 }, ...params }))
      expect(result).toEqual({ isError: true, content: [{ type: 'text', text: expect.any(String) }] })
      expect(result.content[0].text).toMatch(/^The tool "delete" has to ask the user.*2026-07-28\.$/)
    }
    expect(runs).toEqual([])
  })

  test('is the error -32021 for a client that has not declared that it can ask', async () => {
    const { status, error } = await answerTo(modern('tools/call', { name: 'delete', arguments: { id: 7 } }))
    expect(status).toBe(400)
    expect(error).toMatchObject({ code: -32021, data: { requiredCapabilities: { elicitation: {} } } })
  })

  test('names the variable that is missing on a server without a key, to the caller and in the log', async () => {
    const { result } = await answerTo(call(), { stateKeys: [] })
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('STATE_KEYS') }] })
    expect(records).toContainEqual({
      level: 'error',
      message: expect.stringContaining('STATE_KEYS'),
      fields: { tool: 'delete', request: 'request-1' },
    })
    expect(runs).toEqual([])
  })
})

describe('an answer counts', () => {
  const anonymous: Identity = { principal: 'anonymous', authenticated: false, scopes: [] }
  const count = async (params: object, before: Caller, after: Caller = before) => {
    const { requestState } = await question({}, before)
    const { result } = await answerTo(call({ requestState, ...accepted, ...params }), after)
    expect(result).toMatchObject({ content: [{ text: 'accept' }] })
    expect(runs).toHaveLength(1)
  }

  test('for the same caller with a new token', async () => {
    await count({}, {}, { identity: { ...ada, scopes: ['reports:read'], expiresAt: 4e9 } })
  })

  test('for anybody who sends the same call, where nobody is known', async () => {
    await count({}, { identity: anonymous })
  })

  test('until five minutes are over', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000_000 })
    const { requestState } = await question()
    vi.setSystemTime(1_000_300_000)
    expect((await answerTo(call({ requestState, ...accepted }))).result).toBeDefined()
    vi.setSystemTime(1_000_301_000)
    expect((await answerTo(call({ requestState, ...accepted }))).error).toMatchObject({ code: -32602 })
  })

  test('twice: nothing is kept that could be used up', async () => {
    const { requestState } = await question()
    for (let i = 0; i < 2; i++) await answerTo(call({ requestState, ...accepted }))
    expect(runs).toEqual([7, 7])
  })

  test('when the arguments come in another order', async () => {
    const { requestState } = await question({ arguments: { id: 7, more: { a: 1, b: [{ c: 2, d: 3 }] } } })
    const sent = { arguments: { more: { b: [{ d: 3, c: 2 }], a: 1 }, id: 7 } }
    expect((await answerTo(call({ requestState, ...accepted, ...sent }))).result).toBeDefined()
    expect(runs).toEqual([7])
  })

  test('on another instance, and while keys are exchanged', async () => {
    await count({}, { stateKeys: [key] }, { stateKeys: [otherKey, key] })
    runs = []
    await count({}, { stateKeys: [otherKey, key] }, { stateKeys: [key, otherKey] })
  })
})

describe('a state is refused', () => {
  const altered = (state: string) => `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`
  const sameBytes = (state: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return state.slice(0, -1) + alphabet[alphabet.indexOf(state.slice(-1)) + 1]
  }
  const rewritten = (state: string) => {
    const [version, body = '', mac] = state.split('.')
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString())
    const later = JSON.stringify({ ...payload, exp: payload.exp + 1 })
    return [version, Buffer.from(later).toString('base64url'), mac].join('.')
  }
  type Change = (state: string) => { state?: unknown; params?: object; name?: string; caller?: Caller }
  const changes: Record<string, Change> = {
    'that is altered': state => ({ state: altered(state) }),
    'whose bytes are spelt otherwise': state => ({ state: sameBytes(state) }),
    'that got more time': state => ({ state: rewritten(state) }),
    'without its signature': state => ({ state: state.slice(0, state.lastIndexOf('.') + 1) }),
    'that is empty': () => ({ state: '' }),
    'that is no text': () => ({ state: { asked: 'Delete 7?' } }),
    'of another caller': () => ({ caller: { identity: { ...ada, principal: 'eve' } } }),
    'of another client': () => ({ caller: { identity: { ...ada, clientId: 'robot' } } }),
    'of another stage': () => ({ caller: { stage: 'prod' } }),
    'from a caller whom nobody knows': () => ({ caller: { identity: { ...ada, authenticated: false } } }),
    'with other arguments': () => ({ params: { arguments: { id: 8 } } }),
    'with more arguments': () => ({ params: { arguments: { id: 7, more: null } } }),
    'with a number that became a text': () => ({ params: { arguments: { id: '7' } } }),
    'with another tool': () => ({ name: 'erase' }),
    'by another key': () => ({ caller: { stateKeys: [otherKey] } }),
    'without a key': () => ({ caller: { stateKeys: [] } }),
  }

  test.each(Object.entries(changes))('%s', async (_what, change) => {
    const { requestState } = await question()
    const { state = requestState, params = {}, name, caller } = change(requestState)
    const { status, error } = await answerTo(call({ requestState: state, ...accepted, ...params }, name), caller)
    expect(status).toBe(200)
    expect(error).toMatchObject({
      code: -32602,
      message: expect.stringContaining('Invalid or expired requestState'),
      data: { reason: 'invalid_request_state' },
    })
    expect(runs).toEqual([])
  })

  test.each([
    [0, -0],
    [-0, 0],
    [[0], [-0]],
  ])('with a zero of another sign: %j', async (asked, sent) => {
    const { requestState } = await question({ arguments: { id: asked } })
    const { error } = await answerTo(call({ requestState, ...accepted, arguments: { id: sent } }))
    expect(error).toMatchObject({ code: -32602 })
    expect(runs).toEqual([])
  })

  test('with its reason in the log, and without itself', async () => {
    const { requestState } = await question()
    records.length = 0
    const caller = { stateKeys: [otherKey, key], identity: { ...ada, principal: 'eve' } }
    await answerTo(call({ requestState, ...accepted }), caller)
    const fields = { tool: 'delete', reason: 'mac, bind', request: 'request-1' }
    expect(records).toEqual([{ level: 'info', message: 'state refused', fields }])
  })
})

test('a tool that asks by means of the SDK gets back the state that it gave, and gives it to no other call', async () => {
  const tool = defineTool({
    name: 'delete',
    description: 'Asks on its own.',
    input: z.object({ id: z.int() }),
    run(_args, { sdk }) {
      const state = sdk.mcpReq.requestState<string>()
      return state === undefined ? inputRequired({ requestState: 'its own' }) : `came back: ${state}`
    },
  })
  const { requestState } = await question({}, { tools: [tool] })
  expect(requestState).not.toBe('its own')
  const { result } = await answerTo(call({ requestState }), { tools: [tool] })
  expect(result).toMatchObject({ content: [{ text: 'came back: its own' }] })
  const forged = await answerTo(call({ requestState: 'its own' }), { tools: [tool] })
  expect(forged.error).toMatchObject({ code: -32602 })
})
