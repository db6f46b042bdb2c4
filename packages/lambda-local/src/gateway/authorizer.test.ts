import { expect, test } from 'vitest'
import { openApi } from '../../../../infra/openapi.ts'
import { fakeFunction } from '../../tests/fake-function.ts'
import { args, deployed, startGateway } from '../../tests/test-gateway.ts'

/** A gateway whose authorizer keeps verdicts for so long, and a clock to turn. */
async function startWithTtl(authorizerTtlSeconds: number) {
  let now = 1_700_000_000_000
  const gateway = await startGateway({ document: withGet(authorizerTtlSeconds), clock: () => now })
  return {
    gateway,
    asked: () => gateway.authorizer.events.length,
    wait(seconds: number) {
      now += seconds * 1000
    },
    async call(token: string, method = 'POST') {
      const { status } = await gateway.send({ method, headers: [['Authorization', `Bearer ${token}`]] })
      return status
    },
  }
}

/** The deployed document, with a second method that asks for a token. */
function withGet(authorizerTtlSeconds: number): object {
  const document = openApi({ ...args, authorizerTtlSeconds })
  const mcp = document.paths['/mcp']
  return { ...document, paths: { '/mcp': { ...mcp, put: { ...mcp.post, operationId: 'put' } } } }
}

test('a verdict is kept for its time, and not longer', async () => {
  const { call, wait, asked } = await startWithTtl(300)
  expect(await call('allow')).toBe(200)
  wait(299)
  expect(await call('allow')).toBe(200)
  expect(asked()).toBe(1)
  wait(1)
  expect(await call('allow')).toBe(200)
  expect(asked()).toBe(2)
})

test('each token has a verdict of its own, by the whole value of the header', async () => {
  const { gateway, call, asked } = await startWithTtl(300)
  expect(await call('allow')).toBe(200)
  expect(await call('deny')).toBe(403)
  await gateway.send({ headers: [['Authorization', 'bearer allow']] })
  expect(asked()).toBe(3)
})

test('a time of 0 keeps none', async () => {
  const { call, asked } = await startWithTtl(0)
  await call('allow')
  await call('allow')
  expect(asked()).toBe(2)
})

test('a kept policy is held against each method: one that is too narrow denies the next', async () => {
  const { call, asked } = await startWithTtl(300)
  expect(await call('allow-method')).toBe(200)
  expect(await call('allow-method', 'PUT')).toBe(403)
  expect(await call('allow', 'PUT')).toBe(200)
  expect(await call('allow')).toBe(200)
  expect(asked()).toBe(2)
})

test('a denial is kept like a permission', async () => {
  const { call, asked } = await startWithTtl(300)
  expect(await call('deny')).toBe(403)
  expect(await call('deny')).toBe(403)
  expect(asked()).toBe(1)
})

test.each([
  ['unknown', 401],
  ['crash', 500],
  ['no-policy', 500],
  ['nested-context', 500],
])('what is no policy is not kept: %s', async (token, status) => {
  const { call, asked } = await startWithTtl(300)
  expect(await call(token)).toBe(status)
  expect(await call(token)).toBe(status)
  expect(asked()).toBe(2)
})

test('a kept verdict has its context and no latency', async () => {
  const { gateway } = await startWithTtl(300)
  const call = async () =>
    JSON.parse((await gateway.send({ headers: [['Authorization', 'Bearer allow']] })).body.toString())
  await call()
  expect((await call()).requestContext.authorizer).toEqual({
    principalId: 'somebody',
    text: 'word',
    number: '7',
    boolean: 'true',
    integrationLatency: 0,
  })
})

test.each([
  ['is throttled', fakeFunction({ refused: [429, 'TooManyRequestsException'] })],
  ['returns no JSON object', fakeFunction({ returns: 'allow' })],
  ['returns no principal', fakeFunction({ returns: { policyDocument: { Statement: [] } } })],
])('an authorizer that %s is a 500, and the log says why', async (_what, authorizer) => {
  const gateway = await startGateway({ document: deployed, functions: { 'arn:authorizer': authorizer } })
  const { status, headers } = await gateway.send({ headers: [['Authorization', 'Bearer allow']] })
  expect(status).toBe(500)
  expect(headers['www-authenticate']).toBeUndefined()
  expect(gateway.log).toHaveLength(1)
  expect(gateway.server.events).toHaveLength(0)
})

test('of two tokens the last one counts', async () => {
  const { gateway } = await startWithTtl(300)
  const headers: [string, string][] = [
    ['Authorization', 'Bearer allow'],
    ['Authorization', 'Bearer deny'],
  ]
  expect(await gateway.send({ headers })).toMatchObject({ status: 403 })
})
