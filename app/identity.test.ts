import { expect, test } from 'vitest'
import { fromAuthorizerContext, type Identity, toAuthorizerContext } from './identity.ts'

test.each<Identity>([
  { principal: 'user-1', authenticated: true, scopes: [] },
  { principal: 'user-1', authenticated: true, clientId: 'client-1', scopes: ['reports:read', 'reports:write'] },
])('what the authorizer passes on arrives as it was: %j', identity => {
  const context = { principalId: identity.principal, ...toAuthorizerContext(identity) }
  expect(fromAuthorizerContext(context)).toEqual(identity)
})
