import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyToken } from './token.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const digests = [sha256('first-token'), sha256('good_access_token')]

test('a token whose digest is listed gives an identity that does not reveal it', () => {
  const identity = verifyToken('Bearer good_access_token', digests)
  expect(identity).toEqual({
    principal: `token-${sha256('good_access_token').slice(0, 8)}`,
    authenticated: true,
    scopes: [],
  })
  expect(JSON.stringify(identity)).not.toContain('good_access_token')
})

test('two tokens are two principals', () => {
  const [first, second] = ['first-token', 'good_access_token'].map(token => verifyToken(`Bearer ${token}`, digests))
  expect(first?.principal).not.toBe(second?.principal)
})

test('the scheme may be written in any case', () => {
  expect(verifyToken('bearer good_access_token', digests)).toBeDefined()
})

describe('nothing else is accepted', () => {
  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    'good_access_token',
    'Basic good_access_token',
    'Bearer good_access_token more',
    'Bearer good_access_token, Bearer first-token',
    'Bearer good_access_token\n',
    `Bearer ${digests[1]}`,
    `Bearer ${'x'.repeat(10_000)}`,
  ])('%j', header => {
    expect(verifyToken(header, digests)).toBeUndefined()
  })

  test('not even the demo token where its digest is not configured', () => {
    expect(verifyToken('Bearer good_access_token', [])).toBeUndefined()
  })
})
