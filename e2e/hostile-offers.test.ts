import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askable, legacy, modern, type Sent } from '../scripts/build/messages.ts'
import { type LogRecord, recordingLog } from '../testing/recording-log.ts'
import { thrown, wrongAnswers } from './hostile/answers.ts'
import { outcomeOfOffer, prompts, resources, wrongPrompts } from './hostile/offers.ts'
import { outcomeOf, tools } from './hostile/tools.ts'
import { type Answer, messageOf, send } from './requests.ts'
import { type Running, transports } from './transports.ts'

// What a tool, a resource or a prompt does wrong, on each way into the app: answered at once, with a plain sentence and the
// request id where it failed, and the detail in the log alone. Errors that nobody catches are for hostile-process.test.ts.

const args = { id: 'a', filter: '{bad' }
const generations = [
  ['2025-11-25', legacy],
  ['2026-07-28', modern],
] as const

/** Not here: in this process, the errors that nobody catches would be the test runner's. */
const leavesErrors = (name: string) => /^late-(throw|reject|emit)/.test(name)

interface Asked {
  answer: Answer
  message: Message
  lines: LogRecord[]
}

interface Message {
  result?: { isError?: boolean; content?: { text: string }[] }
  error?: { code: number; message: string }
}

describe.each(Object.entries(transports))('over %s', (_name, start) => {
  let server: Running
  let records: LogRecord[]
  beforeAll(async () => {
    const recording = recordingLog()
    records = recording.records
    server = await start({ server: 'hostile', log: recording.log })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  /** Sends a request, and tells what came of it, and what the log says under its id. */
  async function ask(sent: Sent): Promise<Asked> {
    const before = records.length
    const answer = await send(server, sent)
    expect(answer.text).not.toMatch(/hunter2|ECONNREFUSED|node_modules|\.ts:\d/)
    const message = messageOf(answer) as Message
    return { answer, message, lines: records.slice(before) }
  }

  /** @returns the fields of the log's line about it */
  function expectFailure(
    { answer, message, lines }: Asked,
    kind: string,
    name: string,
  ): LogRecord['fields'] | undefined {
    expect.soft(answer.status, name).toBe(200)
    const sentence = message.error?.message ?? message.result?.content?.[0]?.text
    const id = /under request (\S+)\.$/.exec(sentence ?? '')?.[1]
    expect.soft(id, `${name}: ${answer.text}`).toBeDefined()
    if (message.result) expect.soft(message.result.isError, name).toBe(true)
    else expect.soft(message.error?.code, name).toBe(-32603)
    const line = lines.find(({ message, level }) => level === 'error' && message === `${kind} failed`)
    expect.soft(line?.fields.request, `${name}: ${inspect(lines)}`).toBe(id)
    return line?.fields
  }

  describe.each(generations)('in the generation of %s', (_version, request) => {
    const _meta = { progressToken: 'p', ...askable }

    test('each tool', async () => {
      for (const { name } of tools.filter(({ name }) => !name.startsWith('leaves-'))) {
        const asked = await ask(request('tools/call', { name, arguments: args, _meta }))
        if (outcomeOf(name) === 'fine') {
          expect.soft(asked.message.result?.content?.[0]?.text, name).toBe('fine')
          continue
        }
        const fields = expectFailure(asked, 'tool', name)
        expect.soft(fields, name).toMatchObject({ tool: name })
        const wrong = wrongAnswers[name.replace(/^returns-/, '')]
        if (wrong && name.startsWith('returns-')) expect.soft(fields?.field, name).toBe(wrong.field)
      }
    })

    test('each prompt', async () => {
      for (const { name } of prompts.filter(({ name }) => !leavesErrors(name))) {
        const given = name.startsWith('completes-') ? { language: 'E' } : args
        const asked = await ask(request('prompts/get', { name, arguments: given, _meta }))
        if (outcomeOfOffer(name) === 'fine') {
          expect.soft(asked.message.result, name).toMatchObject({ messages: [{ content: { text: 'fine' } }] })
          continue
        }
        const fields = expectFailure(asked, 'prompt', name)
        expect.soft(fields?.name, name).toBe(name)
        const wrong = wrongPrompts[name.replace(/^returns-/, '')]
        if (wrong) expect.soft(fields?.field, name).toContain(wrong.field)
      }
    })

    test('each resource', async () => {
      for (const { name } of resources) {
        const uri = `hostile://${name}`
        const { headers, body } = request('resources/read', { uri, _meta })
        const asked = await ask({ headers: { ...headers, 'Mcp-Name': uri }, body })
        if (outcomeOfOffer(name) === 'fine') {
          expect.soft(asked.message.result, name).toMatchObject({ contents: [{ text: 'fine' }] })
          continue
        }
        expect.soft(expectFailure(asked, 'resource', name)?.name, name).toBe(uri)
      }
    })

    test('each completion', async () => {
      for (const { name } of prompts.filter(({ name }) => name.startsWith('completes-'))) {
        const argument = { name: 'language', value: 'E' }
        const asked = await ask(request('completion/complete', { ref: { type: 'ref/prompt', name }, argument }))
        expect.soft(expectFailure(asked, 'completion of the prompt', name)?.name).toContain(name)
      }
    })

    test('the lists hold everything nevertheless', async () => {
      const { message } = await ask(request('tools/list'))
      expect(message.result).toMatchObject({ tools: { length: tools.length + 4 } })
      const listed = await ask(request('prompts/list'))
      expect(listed.message.result).toMatchObject({ prompts: { length: prompts.length + 1 } })
    })
  })

  test('what was thrown is in the log, as far as it can be told', () => {
    const told = records
      .filter(({ fields }) => fields.tool === 'throws-error')
      .map(({ fields }) => String(fields.error))
    expect(told).toEqual(Array(2).fill('Error: password=hunter2'))
    for (const name of Object.keys(thrown)) {
      expect(
        records.filter(({ fields }) => fields.tool === `throws-${name}`),
        name,
      ).toHaveLength(2)
    }
  })

  test('what was sent too late is told in one line of the level debug, and no line of a request is without its id', () => {
    const dropped = records.filter(({ fields }) => fields.of === 'tool "sends-progress-later"')
    expect(dropped).toMatchObject(Array(2).fill({ level: 'debug', message: expect.stringMatching(/dropped/) }))
    for (const record of records) expect(record.fields, record.message).toHaveProperty('request')
  })
})
