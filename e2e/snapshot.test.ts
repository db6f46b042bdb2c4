import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import type { ServerOptions } from './servers/index.ts'
import { type Restored, restore } from './snapshot/restore.ts'
import { listen } from './transports.ts'

// What two processes have in common that were restored from one snapshot. What they answer is for the other tests, which
// run over the transport `snapshot`.

const options: ServerOptions = { server: 'surrounded', hosts: 'any' }
const start = (env: NodeJS.ProcessEnv) => restore({ SERVER: JSON.stringify(options), ...env })

const call = (name: string, args: object = {}) => rpcEvent('tools/call', { name, arguments: args })
const textOf = ({ body }: { body: string }): string => JSON.parse(body).result.content[0].text

describe('of two processes restored from one snapshot', () => {
  const before = Date.now()
  let processes: Restored[]
  const told: Record<string, unknown>[] = []
  beforeAll(async () => {
    processes = [
      start({ MARKER: 'one', TZ: 'Pacific/Auckland', NODE_OPTIONS: '--stack-trace-limit=20' }),
      start({ MARKER: 'other', TZ: 'America/New_York', NODE_OPTIONS: undefined }),
    ]
    for (const each of processes) {
      told.push(JSON.parse(textOf(await each.invoke(call('surroundings')))))
      await sleep(2) // Two that are asked in the same millisecond would have one clock.
    }
  })
  afterAll(() => Promise.all(processes.map(each => each[Symbol.asyncDispose]())))
  /** The same thing, as each of them tells it. */
  const both = (name: string) => told.map(each => each[name])

  test('both were restored', () => {
    expect(both('restored')).toEqual([true, true])
  })

  test('each has ids, random numbers and a clock of its own', () => {
    const [one, other] = both('unique').map(unique => Object.entries(unique as object))
    expect(one).toHaveLength(13)
    for (const [index, [name, value]] of (one ?? []).entries()) {
      expect(value, name).toBeTruthy()
      expect(other?.[index]?.[1], name).not.toBe(value)
    }
  })

  test('each gives a request without an id one of its own', async () => {
    const event = call('surroundings')
    Object.assign(event.requestContext, { requestId: undefined })
    const ids = await Promise.all(processes.map(async each => (await each.invoke(event)).headers?.['x-request-id']))
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(ids[1]).toMatch(/^[0-9a-f-]{36}$/)
    expect(ids[0]).not.toBe(ids[1])
  })

  test('each knows when it was started, where, and what time it is', () => {
    const now = Date.now()
    for (const { unique, age, host, directory } of told) {
      const { date, timeOrigin } = unique as { date: string; timeOrigin: number }
      expect(Date.parse(date)).toBeGreaterThanOrEqual(before)
      expect(Date.parse(date)).toBeLessThanOrEqual(now)
      expect(Math.ceil(timeOrigin)).toBeGreaterThanOrEqual(before)
      expect(age).toBeLessThanOrEqual(now - before + 1)
      expect(host).toBe(hostname())
      expect(directory).toBe(process.cwd())
    }
  })

  test('each sees the environment that it was started with, the time zone too', () => {
    expect(both('environment')).toEqual([
      ['one', 'one', 'one', 'one', true, true],
      ['other', 'other', 'other', 'other', true, true],
    ])
    expect(both('zone')).toEqual(['Pacific/Auckland', 'America/New_York'])
    expect(both('hour')).toEqual([12, 19])
  })

  test('neither hands the snapshot to the processes that it starts, and each keeps options of its own', () => {
    expect(both('options')).toEqual(['--stack-trace-limit=20', null])
    expect(both('optionsOfChild')).toEqual(['--stack-trace-limit=20', null])
  })
})

test('a restored process waits, imports what was not loaded before, and fetches', async () => {
  await using server = await listen((_req, res) => res.end('served'))
  await using restored = start({})
  expect(textOf(await restored.invoke(call('fetches', { url: server.url })))).toBe('served')
})

test('a restored process answers before its deadline', async () => {
  const never = await listen(() => {})
  await using restored = start({})
  const { body } = await restored.invoke(call('fetches', { url: never.url }), 700)
  expect(JSON.parse(body)).toMatchObject({ error: { message: expect.stringMatching(/longer than \d+ ms/) } })
  await never[Symbol.asyncDispose]()
})

test('a restored process knows whom the authorizer let in', async () => {
  await using restored = restore({ SERVER: JSON.stringify({ hosts: 'any', authorization: 'token' }) })
  const authorizer = { principalId: 'user-1', clientId: 'client-1', scopes: 'reports:read' }
  const { body } = await restored.invoke(rpcEvent('tools/call', { name: 'whoami' }, { authorizer }))
  expect(JSON.parse(body).result.structuredContent).toMatchObject({ principal: 'user-1', authenticated: true })
})
