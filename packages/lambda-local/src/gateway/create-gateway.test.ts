import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { answers } from '../../tests/cases/answers.ts'
import { authorizationCases } from '../../tests/cases/authorization.ts'
import { documentOf, requestOf } from '../../tests/cases/case.ts'
import { events } from '../../tests/cases/events.ts'
import { expectAnswer } from '../../tests/cases/expect-answer.ts'
import { failures } from '../../tests/cases/failures.ts'
import { gatewayResponses } from '../../tests/cases/gateway-responses.ts'
import { mocks } from '../../tests/cases/mocks.ts'
import { routing } from '../../tests/cases/routing.ts'
import { streaming } from '../../tests/cases/streaming.ts'
import { fakeFunction } from '../../tests/fake-function.ts'
import { deployed, open, startGateway } from '../../tests/test-gateway.ts'
import type { LambdaFunction } from '../function.ts'

const allowed: [string, string] = ['Authorization', 'Bearer allow']

const cases = Object.entries({ routing, mocks, events, answers, failures, gatewayResponses, streaming })

describe.each(cases)('%s', (_group, table) => {
  test.each(table)('$name ($source)', async row => {
    const gateway = await startGateway({
      document: documentOf(deployed, row),
      ...(row.server !== undefined && { server: row.server }),
      ...(row.domain !== undefined && { domain: row.domain }),
    })
    const answer = await gateway.send(requestOf(row))
    expectAnswer(answer, row)
    expect(answer.body.toString()).not.toContain('secret')
  })
})

describe('authorization', () => {
  test.each(authorizationCases)('$name ($source)', async row => {
    const gateway = await startGateway()
    const { method = 'POST', path = '/mcp', headers } = row
    const answer = await gateway.send({ method, path: `/dev${path}`, headers })
    expectAnswer(answer, { status: row.status, headers: row.answer, body: row.body })
    expect(gateway.authorizer.events).toHaveLength(row.asked ?? 1)
    expect(gateway.server.events).toHaveLength(row.status === 200 && path === '/mcp' ? 1 : 0)
  })
})

test('the id in the answer is the one that the function gets', async () => {
  const gateway = await startGateway()
  const { headers, body } = await gateway.send({ headers: [allowed] })
  const { requestContext } = JSON.parse(body.toString())
  expect(headers['x-amzn-requestid']).toBe(requestContext.requestId)
  expect(headers['x-amz-apigw-id']).toBe(requestContext.extendedRequestId)
})

test('without an authorizer anybody may call, and no principal is in the event', async () => {
  const gateway = await startGateway({ document: open })
  const { status, body } = await gateway.send({})
  expect(status).toBe(200)
  expect(JSON.parse(body.toString()).requestContext).not.toHaveProperty('authorizer')
})

test('the authorizer is asked about the method by its ARN', async () => {
  const gateway = await startGateway({ region: 'eu-west-1', accountId: '999999999999', apiId: 'abc' })
  await gateway.send({ headers: [allowed] })
  expect(gateway.authorizer.events).toEqual([
    {
      type: 'TOKEN',
      authorizationToken: 'Bearer allow',
      methodArn: 'arn:aws:execute-api:eu-west-1:999999999999:abc/dev/POST/mcp',
    },
  ])
})

test('why a request failed is in the execution log, under the id that the caller got', async () => {
  const gateway = await startGateway({ server: { throws: 'no such table' } })
  const { headers } = await gateway.send({ headers: [allowed] })
  expect(gateway.log).toEqual([
    `(${headers['x-amzn-requestid']}) Lambda execution failed with status 200 due to customer function error: no such table`,
  ])
})

test('a caller that goes away in the middle of its request does no harm', async () => {
  const gateway = await startGateway()
  const socket = connect(gateway.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST /dev/mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly a part')
  socket.resume().end()
  await once(socket, 'close')
  expect(await gateway.send({ headers: [allowed] })).toMatchObject({ status: 200 })
  expect(gateway.server.events).toHaveLength(1)
})

test('a function is not told that its caller went away, and its answer is for nobody', async () => {
  const called = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const server: LambdaFunction = {
    ...fakeFunction('echo'),
    async invoke() {
      called.resolve()
      await answered.promise
      return { payload: Buffer.from('{"statusCode":200,"body":"late"}'), requestId: 'request' }
    },
  }
  const gateway = await startGateway({ document: open, functions: { 'arn:server': server } })
  const socket = connect(gateway.port, '127.0.0.1')
  socket.write('POST /dev/mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n')
  await called.promise
  socket.destroy()
  await once(socket, 'close')
  answered.resolve()
  expect(await gateway.accessLines()).toMatchObject([{ status: '200' }])
})

test('a function that the document names has to be there', async () => {
  await expect(startGateway({ document: { ...deployed, components: undefined } })).rejects.toThrow(
    'security names "bearer", which is not in components.securitySchemes.',
  )
})
