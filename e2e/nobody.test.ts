import { describe, expect, test } from 'vitest'
import { legacy } from '../scripts/build/messages.ts'
import { messageOf, send } from './requests.ts'
import { transports } from './transports.ts'

// An authorizer's word that names nobody: no caller is known by it.

const { http: _, ...events } = transports
const whoami = legacy('tools/call', { name: 'whoami' })
const nobody: [string, Record<string, unknown>][] = [
  ['no principal', { scopes: 'reports:read' }],
  ['null', { principalId: null }],
  ['an empty one', { principalId: '' }],
  ['a blank one', { principalId: '  ' }],
  ['a number', { principalId: 7 }],
  ['zero', { principalId: 0 }],
  ['false', { principalId: false }],
  ['a list', { principalId: ['user-1'] }],
  ['an object', { principalId: { name: 'user-1' } }],
]

describe.each(Object.entries(events))('over %s', (_transport, start) => {
  test.each(nobody)('%s for a principal is refused where callers have to be known', async (_what, authorizer) => {
    for (const authorization of ['token', 'jwt'] as const) {
      await using server = await start({ authorizer, authorization })
      const answer = await send(server, whoami)
      expect(answer.status, answer.text).toBe(401)
    }
  })

  test.each(nobody)('%s for a principal is anonymous where they need not', async (_what, authorizer) => {
    await using server = await start({ authorizer })
    const who = { principal: 'anonymous', authenticated: false, scopes: [] }
    expect(messageOf(await send(server, whoami))).toMatchObject({ result: { structuredContent: who } })
  })

  test('a name is a caller', async () => {
    await using server = await start({ authorizer: { principalId: 'user-1' }, authorization: 'token' })
    const who = { principal: 'user-1', authenticated: true }
    expect(messageOf(await send(server, whoami))).toMatchObject({ result: { structuredContent: who } })
  })
})
