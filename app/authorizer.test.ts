import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { fromAuthorizerContext } from './identity.ts'

const digest = createHash('sha256').update('good_access_token').digest('hex')
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
const event = {
  type: 'TOKEN' as const,
  authorizationToken: 'Bearer good_access_token',
  methodArn: 'arn:aws:execute-api:ap-southeast-2:123456789012:abcdef1234/dev/POST/mcp',
}

/** A process of its own, as far as configuration goes. */
async function authorizer(TOKEN_DIGESTS?: string) {
  vi.resetModules()
  vi.stubEnv('TOKEN_DIGESTS', TOKEN_DIGESTS)
  const { handler } = await import('./authorizer.ts')
  return handler
}

afterEach(() => {
  vi.unstubAllEnvs()
})

test('a good token is allowed on every route of the stage, and on no other', async () => {
  const handler = await authorizer(digest)
  const { policyDocument } = await handler(event)
  expect(policyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: 'arn:aws:execute-api:ap-southeast-2:123456789012:abcdef1234/dev/*',
    },
  ])
})

test('the identity reaches the server as strings', async () => {
  const handler = await authorizer(digest)
  const { principalId, context } = await handler(event)
  expect(Object.values(context ?? {}).every(value => typeof value === 'string')).toBe(true)
  expect(fromAuthorizerContext({ principalId, ...context, integrationLatency: 3 })).toEqual({
    principal: `token-${digest.slice(0, 8)}`,
    authenticated: true,
    scopes: [],
  })
})

test.each(['Bearer wrong', 'Basic x', ''])('anything else is refused with exactly Unauthorized: %j', async token => {
  const handler = await authorizer(digest)
  await expect(handler({ ...event, authorizationToken: token })).rejects.toThrow(/^Unauthorized$/)
})

test('without configuration nothing is accepted', async () => {
  const handler = await authorizer()
  await expect(handler(event)).rejects.toThrow(/^Unauthorized$/)
})

test('an event of another kind is refused', async () => {
  const handler = await authorizer(digest)
  await expect(handler({} as typeof event)).rejects.toThrow(/^Unauthorized$/)
})

test('a configuration that cannot be used is an error that names it, never an Allow', async () => {
  const handler = await authorizer('good_access_token')
  await expect(handler(event)).rejects.toThrow('TOKEN_DIGESTS: entry 1')
})
