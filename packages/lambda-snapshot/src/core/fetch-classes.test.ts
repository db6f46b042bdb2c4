import { describe, expect, test } from 'vitest'
import * as classes from './fetch-classes.ts'

const { Headers: SmallHeaders } = classes
const small = { ...classes }

const names = ['Headers', 'ReadableStream', 'Request', 'Response'] as const
const url = 'http://localhost'
const made = {
  Headers: [new Headers(), new small.Headers()],
  ReadableStream: [new ReadableStream(), new small.ReadableStream({})],
  Request: [new Request(url), new small.Request(url)],
  Response: [new Response(), new small.Response()],
} as const

describe.each(names)('the small %s', name => {
  const [nodes, own] = made[name]

  test("takes an instance of Node's for one of its own", () => {
    expect(nodes instanceof small[name]).toBe(true)
    expect(own instanceof small[name]).toBe(true)
  })

  test.each([undefined, null, {}, 'text', { [Symbol.toStringTag]: name }])('takes %o for none', value => {
    expect((value as object) instanceof small[name]).toBe(false)
  })

  test("is none of Node's, and so never handed to a tool as one", () => {
    expect(own instanceof globalThis[name]).toBe(false)
  })

  /** What an instance of Node's has and one of these has not, it has to say. */
  test.each([
    ...Object.getOwnPropertyNames(globalThis[name].prototype).map(member => ['an instance', member, own] as const),
    ...Object.getOwnPropertyNames(globalThis[name]).map(member => ['the class', member, small[name]] as const),
  ])('has for %s what Node has as "%s", or names it', (_of, member, owner) => {
    try {
      expect(member in owner).toBe(true)
      void (owner as unknown as Record<string, unknown>)[member]
    } catch (error) {
      expect((error as Error).message).toMatch(`${name}.${member} is not there`)
    }
  })
})

test("a header's names and values are listed as Node lists them", () => {
  const pairs = { b: '2', a: '1', A: '3' }
  const [own, nodes] = [new SmallHeaders(pairs), new Headers(pairs)]
  expect([...own.keys()]).toEqual([...nodes.keys()])
  expect([...own.values()]).toEqual([...nodes.values()])
})
