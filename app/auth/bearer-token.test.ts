import { expect, test } from 'vitest'
import { bearerToken } from './bearer-token.ts'

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   a-b._~+/c==', 'a-b._~+/c=='],
  [`Bearer ${'x'.repeat(8192)}`, 'x'.repeat(8192)],
])('one token is found, whatever the case of the scheme: %.20s', (header, token) => {
  expect(bearerToken(header)).toBe(token)
})

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'abc',
  'Basic abc',
  'Bearer abc more',
  'Bearer abc, Bearer def',
  'Bearer abc,def',
  'Bearer abc\n',
  ' Bearer abc',
  'Bearer a=b',
  'Bearer ünïcode',
  `Bearer ${'x'.repeat(8193)}`,
  `Bearer ${' '.repeat(8192)}x`,
])('anything else holds no token: %.40j', header => {
  expect(bearerToken(header)).toBeUndefined()
})
