import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { recordingLog } from '../../testing/recording-log.ts'
import { serverInfo } from '../server-info.ts'
import { createMcp, type McpOptions } from './create-mcp.ts'
import { LimitError } from './limit-error.ts'
import { definePrompt } from './prompt.ts'
import { createCall } from './request-scope.ts'
import { defineResource } from './resource.ts'
import { testClient } from './test-client.ts'
import { defineTool, ToolError } from './tool.ts'

const generations = [
  ['2026-07-28', { versionNegotiation: { mode: 'auto' } }],
  ['2025-11-25', { versionNegotiation: { mode: 'legacy' } }],
] as const

describe.each(generations)('a tool, called in the generation of %s,', (version, client) => {
  test('runs in the generation asked for', async () => {
    const connected = await testClient({ client })
    expect(connected.getNegotiatedProtocolVersion()).toBe(version)
  })

  test('that throws becomes a plain sentence with a request id; the detail stays in the log', async () => {
    const broken = defineTool({
      name: 'broken',
      description: 'Fails.',
      run: () => {
        throw new Error('connect to db.internal failed: password=hunter2')
      },
    })
    const { log, records } = recordingLog()
    const connected = await testClient({ client, tools: [broken], log, requestId: 'request-7' })
    const result = await connected.callTool({ name: 'broken' })
    expect(result.isError).toBe(true)
    expect(result.content).toEqual([{ type: 'text', text: expect.stringContaining('request-7') }])
    expect(JSON.stringify(result)).not.toMatch(/hunter2|db\.internal|\.ts:/)
    expect(records).toMatchObject([{ level: 'error', fields: { tool: 'broken', request: 'request-7' } }])
    expect(String(records[0]?.fields.error)).toContain('hunter2')
  })

  test('that throws a ToolError tells the caller what it says', async () => {
    const strict = defineTool({
      name: 'strict',
      description: 'Fails on purpose.',
      run: () => {
        throw new ToolError('There is no report 7. Reports 1 to 6 exist.')
      },
    })
    const { log, records } = recordingLog()
    const connected = await testClient({ client, tools: [strict], log })
    const result = await connected.callTool({ name: 'strict' })
    expect(result).toMatchObject({ isError: true, content: [{ text: 'There is no report 7. Reports 1 to 6 exist.' }] })
    expect(records).toEqual([])
  })

  test('whose answer breaks its own output schema is a server error, with the field in the log', async () => {
    const wrong = defineTool({
      name: 'wrong',
      description: 'Answers something else.',
      output: z.object({ report: z.object({ pages: z.number() }) }),
      run: () => ({ report: { pages: 'secret' as unknown as number } }),
    })
    const { log, records } = recordingLog()
    const connected = await testClient({ client, tools: [wrong], log, requestId: 'request-8' })
    const failure = await connected.callTool({ name: 'wrong' }).catch(error => error)
    expect(failure).toMatchObject({ code: -32603, message: expect.stringContaining('request-8') })
    expect(failure.message).not.toContain('secret')
    expect(records).toMatchObject([{ level: 'error', fields: { fields: expect.stringContaining('report.pages') } }])
  })

  test('whose arguments do not fit is not run, and the answer names the field', async () => {
    const picky = defineTool({
      name: 'picky',
      description: 'Takes a number.',
      input: z.object({ report: z.object({ pages: z.number() }) }),
      run: () => {
        throw new Error('ran')
      },
    })
    const connected = await testClient({ client, tools: [picky] })
    const result = await connected.callTool({ name: 'picky', arguments: { report: { pages: 'many' } } })
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('report.pages') }] })
  })

  test('that does not exist is the error -32602', async () => {
    const connected = await testClient({
      client,
      tools: [defineTool({ name: 'a', description: 'A.', run: () => 'a' })],
    })
    const failure = await connected.callTool({ name: 'b' }).catch(error => error)
    expect(failure).toMatchObject({ code: -32602, message: expect.stringContaining('Unknown tool: "b"') })
  })

  test('that needs a scope is refused without it and runs with it', async () => {
    let runs = 0
    const reports = defineTool({
      name: 'reports',
      description: 'Reads reports.',
      scopes: ['reports:read'],
      run: () => `run ${++runs}`,
    })
    const caller = { principal: 'user-1', authenticated: true }
    const without = await testClient({ client, tools: [reports], identity: { ...caller, scopes: ['reports:write'] } })
    await expect(without.callTool({ name: 'reports' })).rejects.toThrow()
    const anonymous = await testClient({ client, tools: [reports] })
    await expect(anonymous.callTool({ name: 'reports' })).rejects.toThrow()
    expect(runs).toBe(0)

    const entitled = await testClient({ client, tools: [reports], identity: { ...caller, scopes: ['reports:read'] } })
    expect(await entitled.callTool({ name: 'reports' })).toMatchObject({ content: [{ text: 'run 1' }] })
  })

  test('writes to the server log, with the request id', async () => {
    const chatty = defineTool({
      name: 'chatty',
      description: 'Logs.',
      async run(_args, { log }) {
        await log('warning', 'low on paper', { tray: 2 })
        return 'done'
      },
    })
    const { log, records } = recordingLog()
    const connected = await testClient({ client, tools: [chatty], log, requestId: 'request-9' })
    expect(await connected.callTool({ name: 'chatty' })).toMatchObject({ content: [{ text: 'done' }] })
    expect(records).toEqual([{ level: 'warn', message: 'low on paper', fields: { tray: 2, request: 'request-9' } }])
  })
})

describe('a resource', () => {
  test('behind a template gets its variables', async () => {
    const report = defineResource({
      name: 'report',
      uri: 'report://{id}',
      read: ({ variables }) => `report ${variables.id}`,
    })
    const client = await testClient({ resources: [report] })
    expect(await client.readResource({ uri: 'report://7' })).toMatchObject({
      contents: [{ uri: 'report://7', mimeType: 'text/plain', text: 'report 7' }],
    })
  })

  test('of bytes arrives in base64', async () => {
    const pixel = defineResource({ name: 'pixel', uri: 'report://pixel', read: () => new Uint8Array([1, 2, 3]) })
    const client = await testClient({ resources: [pixel] })
    expect(await client.readResource({ uri: 'report://pixel' })).toMatchObject({
      contents: [{ mimeType: 'application/octet-stream', blob: 'AQID' }],
    })
  })

  test('that throws becomes a plain sentence with a request id', async () => {
    const broken = defineResource({
      name: 'broken',
      uri: 'report://broken',
      read: () => {
        throw new Error('password=hunter2')
      },
    })
    const { log, records } = recordingLog()
    const client = await testClient({ resources: [broken], log, requestId: 'request-10' })
    const failure = await client.readResource({ uri: 'report://broken' }).catch(error => error)
    expect(failure).toMatchObject({ code: -32603, message: expect.stringContaining('request-10') })
    expect(failure.message).not.toContain('hunter2')
    expect(records).toMatchObject([{ level: 'error', fields: { request: 'request-10' } }])
    expect(String(records[0]?.fields.error)).toContain('hunter2')
  })
})

describe('a resource behind a template', () => {
  test('tells with a ToolError that there is no such thing', async () => {
    const report = defineResource({
      name: 'report',
      uri: 'report://{id}',
      read: ({ variables }) => {
        throw new ToolError(`There is no report ${variables.id}.`)
      },
    })
    const client = await testClient({ resources: [report] })
    const failure = await client.readResource({ uri: 'report://7' }).catch(error => error)
    expect(failure).toMatchObject({ code: -32602, message: expect.stringContaining('There is no report 7.') })
  })
})

describe('a prompt', () => {
  test('whose arguments do not fit is the error -32602, naming the field', async () => {
    const greet = definePrompt({
      name: 'greet',
      args: z.object({ name: z.string().max(3) }),
      get: ({ name }) => `Greet ${name}.`,
    })
    const client = await testClient({ prompts: [greet] })
    const failure = await client.getPrompt({ name: 'greet', arguments: { name: 'Robert' } }).catch(error => error)
    expect(failure).toMatchObject({ code: -32602, message: expect.stringContaining('name') })
  })

  test('that throws becomes a plain sentence', async () => {
    const broken = definePrompt({
      name: 'broken',
      get: () => {
        throw new Error('password=hunter2')
      },
    })
    const client = await testClient({ prompts: [broken] })
    const failure = await client.getPrompt({ name: 'broken' }).catch(error => error)
    expect(failure.code).toBe(-32603)
    expect(failure.message).not.toContain('hunter2')
  })
})

describe('refused when the server is made, and not at the first list:', () => {
  const tool = defineTool({ name: 'twice', description: 'Is there twice.', run: () => '' })
  const prompt = definePrompt({ name: 'twice', get: () => '' })
  const resource = (name: string, uri: string) => defineResource({ name, uri, read: () => '' })

  test.each<[string, Partial<McpOptions>, string]>([
    ['two tools of one name', { tools: [tool, tool] }, 'Two tools are called "twice"'],
    ['two prompts of one name', { prompts: [prompt, prompt] }, 'Two prompts are called "twice"'],
    [
      'two resources of one address',
      { resources: [resource('a', 'a://b'), resource('b', 'a://b')] },
      'Two resources are called "a://b"',
    ],
    [
      'two templates of one name',
      { resources: [resource('twice', 'a://{b}'), resource('twice', 'b://{b}')] },
      'Two resource templates are called "twice"',
    ],
    ['an address that is no template', { resources: [resource('a', 'a://{b')] }, 'Unclosed template'],
  ])('%s', (_what, options, message) => {
    expect(() => createMcp({ info: serverInfo, ...options })).toThrow(message)
  })
})

test('a subscription to change events is no method here: it would wait on a frozen function', async () => {
  const mcp = createMcp({ info: serverInfo })
  const body = { jsonrpc: '2.0', id: 5, method: 'subscriptions/listen', params: {} }
  const response = await mcp.fetch(new Request('http://localhost/mcp', { method: 'POST' }), body, createCall())
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ id: 5, error: { code: -32601 } })
})

test('no list is announced to change: a subscriber would wait on a frozen function', async () => {
  const tool = defineTool({ name: 'a', description: 'A.', run: () => 'a' })
  const client = await testClient({ tools: [tool] })
  expect(client.getServerCapabilities()).toMatchObject({ tools: { listChanged: false } })
  expect(client.getServerCapabilities()).not.toHaveProperty('prompts')
})

test('what a resource or a prompt waits for ends with the call, by its own reason', async () => {
  const ended = new AbortController()
  const [reading, getting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const never = (started: PromiseWithResolvers<void>) => () => {
    started.resolve()
    return new Promise<string>(() => {})
  }
  const { log, records } = recordingLog()
  const client = await testClient({
    resources: [defineResource({ name: 'slow', uri: 'test://slow', read: never(reading) })],
    prompts: [definePrompt({ name: 'slow', get: never(getting) })],
    signal: ended.signal,
    log,
  })
  const asked = Promise.allSettled([client.readResource({ uri: 'test://slow' }), client.getPrompt({ name: 'slow' })])
  await Promise.all([reading.promise, getting.promise])
  ended.abort(new LimitError('The call took longer than it may.'))
  const refusals = (await asked).map(answer => (answer.status === 'rejected' ? String(answer.reason) : answer.value))
  for (const refusal of refusals) expect(refusal).toContain('The call took longer than it may.')
  expect(records).toMatchObject([{ message: 'limit reached' }, { message: 'limit reached' }])
})
