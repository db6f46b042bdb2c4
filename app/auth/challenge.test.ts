import { expect, test } from 'vitest'
import { challenge } from './challenge.ts'

test.each([
  [{}, 'Bearer'],
  [{ error: 'invalid_token' as const }, 'Bearer error="invalid_token"'],
  [
    { resourceMetadata: 'http://localhost/.well-known/oauth-protected-resource/mcp' },
    'Bearer resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp"',
  ],
  [
    { error: 'insufficient_scope' as const, scope: ['a', 'b'], resourceMetadata: 'http://localhost/x' },
    'Bearer error="insufficient_scope", scope="a b", resource_metadata="http://localhost/x"',
  ],
  [{ scope: [] }, 'Bearer'],
  [{ resourceMetadata: 'http://a"b/' }, 'Bearer resource_metadata="http://a%22b/"'],
])('%j', (parameters, header) => {
  expect(challenge(parameters)).toBe(header)
})
