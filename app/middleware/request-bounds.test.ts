import { expect, test } from 'vitest'
import { HttpError } from './http-error.ts'
import { refuseUnbounded } from './request-bounds.ts'

const list = (length: number) => Array.from({ length }, (_, index) => index)
const object = (count: number) => Object.fromEntries(list(count).map(index => [`k${index}`, index]))
function nested(levels: number): unknown {
  let value: unknown = []
  for (let level = 1; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

test.each([
  ['a list', list(10_000)],
  ['an object', object(10_000)],
  ['lists in lists', [list(4999), list(4999)]],
  ['64 levels', nested(64)],
  ['a long string', 'x'.repeat(4_000_000)],
  ['nothing', undefined],
])('%s within the bounds is let through', (_what, body) => {
  expect(() => refuseUnbounded(body)).not.toThrow()
})

test.each([
  ['a list', list(10_001), /more than 10000 keys and values.*MAX_REQUEST_VALUES/],
  ['an object', object(10_001), /more than 10000 keys and values/],
  ['lists in lists', [list(5000), list(5000)], /more than 10000 keys and values/],
  ['65 levels', nested(65), /more than 64 levels deep.*MAX_REQUEST_DEPTH/],
  ['100,000 levels', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)), /more than 64 levels deep/],
])('%s above the bounds is refused', (_what, body, message) => {
  const refusal = attempt(() => refuseUnbounded(body))
  expect(refusal).toBeInstanceOf(HttpError)
  expect(refusal).toMatchObject({ status: 400, code: -32600, message: expect.stringMatching(message) })
})

test('the bounds can be set', () => {
  expect(() => refuseUnbounded(object(11), { maxValues: 10 })).toThrow('more than 10 keys and values')
  expect(() => refuseUnbounded(nested(3), { maxDepth: 2 })).toThrow('more than 2 levels deep')
  expect(() => refuseUnbounded(object(20_000), { maxValues: 30_000 })).not.toThrow()
})

function attempt(run: () => void): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
