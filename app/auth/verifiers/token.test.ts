import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTokenVerifier } from './token.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const tokenDigests = [sha256('first-token'), sha256('good_access_token')]
const verify = createTokenVerifier({ tokenDigests })
const endpoint = 'http://localhost:3000/mcp'

test('a token whose digest is listed gives an identity that does not reveal it', async () => {
  const verdict = await verify('good_access_token', endpoint)
  expect(verdict).toEqual({
    identity: { principal: `token-${sha256('good_access_token').slice(0, 16)}`, authenticated: true, scopes: [] },
  })
  expect(JSON.stringify(verdict)).not.toContain('good_access_token')
})

test('a principal has at least 64 bits of the digest', async () => {
  const verdict = await verify('good_access_token', endpoint)
  const { principal } = 'identity' in verdict ? verdict.identity : { principal: '' }
  const [, digits = ''] = principal.split('-')
  expect(digits.length * 4).toBeGreaterThanOrEqual(64)
  expect(sha256('good_access_token').startsWith(digits)).toBe(true)
})

test('two tokens are two principals', async () => {
  const [first, second] = await Promise.all(['first-token', 'good_access_token'].map(token => verify(token, endpoint)))
  expect(first).toHaveProperty('identity.principal')
  expect(first).not.toEqual(second)
})

test.each(['wrong', '', 'Good_access_token', 'good_access_token=', tokenDigests[1] ?? ''])(
  'a token whose digest is not listed is refused: %j',
  async token => {
    expect(await verify(token, endpoint)).toEqual({ refused: expect.any(String) })
  },
)

test('not even the demo token is good where its digest is not configured', async () => {
  const closed = createTokenVerifier({ tokenDigests: [] })
  expect(await closed('good_access_token', endpoint)).toHaveProperty('refused')
})
