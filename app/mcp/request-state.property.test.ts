import type { ServerContext } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createCall } from './request-scope.ts'
import { createRequestState } from './request-state.ts'

// Whatever a client makes of a state, nothing verifies but the very text that was signed, with the very call.

/** Inputs in all; `PROPERTY_RUNS=100000` for a night. */
const runs = Number(process.env.PROPERTY_RUNS || 2000)
const share = (part: number) => ({ numRuns: Math.ceil(runs * part) })

interface Asker {
  args?: unknown
  tool?: string
  principal?: string
  keys?: string[]
}

const keys = ['1'.repeat(64), '2'.repeat(64)]
const stateOf = ({ args = { id: 7 }, tool = 'delete', principal = 'ada', keys: own = keys }: Asker = {}) => {
  const call = createCall({ identity: { principal, authenticated: true, scopes: [] } })
  return createRequestState<string>(() => own, { tool, args }, {} as ServerContext, call)
}

let good: string
let other: string
beforeAll(async () => {
  good = await stateOf().sign('payload')
  other = await stateOf().sign('another payload')
})

async function refuses(text: string): Promise<void> {
  if (text === good || text === other) return
  await expect(stateOf().verify(text), text).rejects.toThrow(AggregateError)
}

test('the states that are changed below are good', async () => {
  expect(await stateOf().verify(good)).toBe('payload')
  expect(await stateOf().verify(other)).toBe('another payload')
})

describe('refused is', { timeout: 60_000 + 6 * runs }, () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
  const character = fc.oneof(
    fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  )

  test('a state with other characters in it, in place of its own or between them', async () => {
    const change = fc.tuple(place, fc.nat(2), fc.array(character, { maxLength: 2 }))
    const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map(changes =>
      changes.reduce((state, [where, removed, put]) => {
        const at = Math.floor(where * (state.length + 1))
        return state.slice(0, at) + put.join('') + state.slice(at + removed)
      }, good),
    )
    await fc.assert(fc.asyncProperty(changed, refuses), share(0.4))
  })

  test('a part of a state, and the parts of two states put together', async () => {
    const ends = fc.tuple(place, place, fc.constantFrom('', '.', good, other), fc.boolean())
    const patched = ends.map(([from, to, rest, first]) => {
      const part = good.slice(Math.floor(from * good.length), Math.ceil(to * good.length))
      return first ? rest + part : part + rest
    })
    await fc.assert(fc.asyncProperty(patched, refuses), share(0.1))
    const [, body] = good.split('.')
    const [, , signature] = other.split('.')
    await refuses(`v1.${body}.${signature}`)
  })

  test("a body of the caller's own under a good signature", async () => {
    const [, , signature] = good.split('.')
    const body = fc.json({ maxDepth: 2 }).map(text => `v1.${Buffer.from(text).toString('base64url')}.${signature}`)
    await fc.assert(fc.asyncProperty(body, refuses), share(0.1))
  })

  test('any text', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String().map(each => `v1.${each}.${each}`),
    )
    await fc.assert(fc.asyncProperty(text, refuses), share(0.2))
  })

  test('a good state with any other call', async () => {
    const keyOf = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'))
    const asker: fc.Arbitrary<Asker> = fc.oneof(
      fc.record({ args: fc.jsonValue().filter(args => JSON.stringify(args) !== '{"id":7}') }),
      fc.record({ tool: fc.string().filter(tool => tool !== 'delete') }),
      fc.record({ principal: fc.string().filter(principal => principal !== 'ada') }),
      fc.record({ keys: fc.array(keyOf, { maxLength: 2 }) }),
    )
    const property = fc.asyncProperty(asker, async each => {
      await expect(stateOf(each).verify(good)).rejects.toThrow(AggregateError)
    })
    await fc.assert(property, share(0.2))
  })
})
