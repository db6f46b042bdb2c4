import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('the order of keys makes no difference, at any depth, and whatever they are called', () => {
  const one = JSON.parse('{"b":[{"y":1,"x":{}}],"a":null,"__proto__":2,"toString":3}')
  const other = JSON.parse('{"toString":3,"__proto__":2,"a":null,"b":[{"x":{},"y":1}]}')
  expect(canonicalJson(one)).toBe(canonicalJson(other))
  expect(canonicalJson(one)).toBe('{"__proto__":2,"a":null,"b":[{"x":{},"y":1}],"toString":3}')
})

test.each([
  ['1', '"1"'],
  ['null', '"null"'],
  ['null', '1e400'],
  ['1e400', '"Infinity"'],
  ['0', '-0'],
  ['[0]', '[-0]'],
  ['{"a":0}', '{"a":-0}'],
  ['-0', '"-0"'],
  ['1', '-1'],
  ['[1,2]', '[2,1]'],
  ['[]', '{}'],
  ['{}', '{"__proto__":{}}'],
  ['{"a":1}', '{"a":1,"b":null}'],
  ['["a,b"]', '["a","b"]'],
  ['{"a":"b","c":"d"}', '{"a":"b\\",\\"c\\":\\"d"}'],
  ['"\\ud800"', '"\\ud801"'],
])('%s and %s differ', (one, other) => {
  expect(canonicalJson(JSON.parse(one))).not.toBe(canonicalJson(JSON.parse(other)))
})

/** From few characters, so that two of them are often nearly the same. */
const few = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '{', ':'), maxLength: 2 })
const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, -0, 1),
    few,
    fc.array(tie('json'), { maxLength: 2 }),
    fc.dictionary(few, tie('json'), { maxKeys: 3 }),
  ),
}))

test('the texts of two values are equal exactly when the values are', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(canonicalJson(one) === canonicalJson(other)).toBe(isDeepStrictEqual(plain(one), plain(other)))
      expect(plain(JSON.parse(canonicalJson(one)))).toStrictEqual(plain(one))
    }),
    { numRuns: 2000 },
  )
})

/** As JSON brings it, with the prototype that a dictionary has not, and with a `-0`, which JSON can write but not print. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, item) => (Object.is(item, -0) ? '<-0>' : item)).replaceAll('"<-0>"', '-0'))
