import { expect, test } from 'vitest'
import { FieldError } from './field-error.ts'
import { jsonValue } from './json-value.ts'

// What it refuses, the tools of e2e/hostile/answers.ts return; here is what it lets through, and what it does not wait for.

test('what JSON holds comes back as it arrives at the other end', () => {
  const value = {
    at: new Date(0),
    none: undefined,
    list: [undefined, Number.NaN],
    act: () => {},
    deep: { a: [1, 'ü'] },
  }
  expect(jsonValue(value)).toEqual({ at: '1970-01-01T00:00:00.000Z', list: [null, null], deep: { a: [1, 'ü'] } })
})

test('nothing of the original is left in it', () => {
  let reads = 0
  const value = {
    get count() {
      return ++reads
    },
  }
  expect(jsonValue(value)).toEqual({ count: 1 })
  expect(reads).toBe(1)
})

test('an object that is reached by two ways is no circle', () => {
  const shared = { a: 1 }
  expect(jsonValue({ one: shared, two: [shared, shared] })).toEqual({ one: { a: 1 }, two: [{ a: 1 }, { a: 1 }] })
})

test('500 levels are let through, one more is not', () => {
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
  expect(() => jsonValue(nested(500))).not.toThrow()
  expect(() => jsonValue(nested(501))).toThrow(FieldError)
})

test('the field is found however it fails', () => {
  const toJSON = (key: string) => (key === 'b' ? { c: 1n } : {})
  expect(() => jsonValue({ a: { b: { toJSON } } })).toThrow('a.b.c: JSON has no BigInt')
})
