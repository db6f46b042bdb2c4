import { expect, test } from 'vitest'
import { fromAuthorizerContext, type Identity, isExpired, missingScopes, toAuthorizerContext } from './identity.ts'

test.each<Identity>([
  { principal: 'user-1', authenticated: true, scopes: [] },
  { principal: 'user-1', authenticated: true, clientId: 'client-1', scopes: ['reports:read', 'reports:write'] },
  { principal: 'user-1', authenticated: true, scopes: [], expiresAt: 1_700_000_000 },
  { principal: 'user-1', authenticated: true, scopes: [], claims: { email: 'ü@example.com', groups: ['x'], n: null } },
])('what the authorizer passes on arrives as it was: %j', identity => {
  const context = { principalId: identity.principal, ...toAuthorizerContext(identity) }
  expect(fromAuthorizerContext(context)).toEqual(identity)
})

test.each(['', '{', 'null', '7', '"x"', '[]', 7, null, {}])('claims that are no JSON object are none: %j', claims => {
  expect(fromAuthorizerContext({ principalId: 'user-1', claims })).toEqual({
    principal: 'user-1',
    authenticated: true,
    scopes: [],
  })
})

/** The identity of a context that names somebody. */
function named(context: Record<string, unknown>): Identity {
  const identity = fromAuthorizerContext(context)
  if (identity === undefined) throw new Error('nobody')
  return identity
}

test.each([
  undefined,
  null,
  {},
  { scopes: 'admin' },
  { principalId: undefined },
  { principalId: null },
  { principalId: '' },
  { principalId: ' \t' },
  { principalId: 0 },
  { principalId: 7 },
  { principalId: true },
  { principalId: ['user-1'] },
  { principalId: { name: 'user-1' } },
])('a context without a principal names nobody: %j', context => {
  expect(fromAuthorizerContext(context)).toBeUndefined()
})

test('an empty client is none', () => {
  expect(named({ principalId: 'user-1', clientId: '' })).not.toHaveProperty('clientId')
})

test('a claim cannot change what an object is', () => {
  const { claims } = named({ principalId: 'user-1', claims: '{"__proto__":{"admin":true}}' })
  expect((claims as { admin?: unknown }).admin).toBeUndefined()
  expect(({} as { admin?: unknown }).admin).toBeUndefined()
})

test('a caller is expired from the second on in which the token ends', () => {
  const caller = (expiresAt: number) => ({ principal: 'user-1', authenticated: true, scopes: [], expiresAt })
  const now = Date.now() / 1000
  expect(isExpired(caller(now + 60))).toBe(false)
  expect(isExpired(caller(now))).toBe(true)
  expect(isExpired(caller(Number.NaN))).toBe(true)
  expect(isExpired({ principal: 'user-1', authenticated: true, scopes: [] })).toBe(false)
})

test('an end that is no number is over', () => {
  expect(isExpired(named({ principalId: 'user-1', expiresAt: 'soon' }))).toBe(true)
})

test('scopes are missing by their whole name', () => {
  const caller = { principal: 'user-1', authenticated: true, scopes: ['reports:read'] }
  expect(missingScopes(caller, ['reports:read'])).toEqual([])
  expect(missingScopes(caller, ['reports', 'reports:write', 'reports:read'])).toEqual(['reports', 'reports:write'])
  expect(missingScopes(caller)).toEqual([])
})
