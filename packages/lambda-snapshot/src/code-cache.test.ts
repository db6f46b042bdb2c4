import { expect, test } from 'vitest'
import { keepCodeOf } from './code-cache.ts'

const number = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const entry = (name: string, code: string) =>
  Buffer.concat([number(name.length), Buffer.from(name), number(code.length), Buffer.from(code)])

/** A snapshot of Node's: a heap, and the code of its own modules. */
const heap = Buffer.concat([Buffer.from('heap'), number(120), Buffer.from('more of the heap')])
const names = Array.from({ length: 120 }, (_, index) => `internal/module-${index}`)
const snapshot = (names: readonly string[]) =>
  Buffer.concat([heap, number(names.length), ...names.map(name => entry(name, `code of ${name}`))])

test('the code of the wanted modules stays, and what comes before it', () => {
  const wanted = ['internal/module-7', 'internal/module-119']
  expect(keepCodeOf(new Set([...wanted, 'not/there']), snapshot(names))).toEqual(snapshot(wanted))
  expect(keepCodeOf(new Set(), snapshot(names))).toEqual(snapshot([]))
})

test('a file of another form is left alone', () => {
  const whole = snapshot(names)
  expect(keepCodeOf(new Set(), Buffer.concat([whole, Buffer.from('x')]))).toBeUndefined()
  expect(keepCodeOf(new Set(), whole.subarray(0, -1))).toBeUndefined()
  expect(keepCodeOf(new Set(), heap)).toBeUndefined()
  expect(keepCodeOf(new Set(), Buffer.alloc(0))).toBeUndefined()
  expect(keepCodeOf(new Set(), snapshot(names.map(name => name.toUpperCase())))).toBeUndefined()
})
