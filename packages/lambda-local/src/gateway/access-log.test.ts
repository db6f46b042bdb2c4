import { expect, test } from 'vitest'
import { accessLogFormat } from '../../../../infra/access-log-format.ts'
import { startGateway } from '../../tests/test-gateway.ts'

const now = Date.UTC(2026, 7, 28, 9, 45, 44)

/** The line of one request. */
async function lineOf(
  options: Parameters<typeof startGateway>[0],
  request: { method?: string; path?: string; headers?: [string, string][] } = {},
) {
  const gateway = await startGateway({ clock: () => now, ...options })
  const headers: [string, string][] = request.headers ?? [['Authorization', 'Bearer allow']]
  const answer = await gateway.send({ ...request, headers })
  const [line, ...more] = await gateway.accessLines()
  expect(more).toEqual([])
  return { answer, line: line ?? {} }
}

test('a request is one line, with every key of the deployed format', async () => {
  const { answer, line } = await lineOf(
    {},
    {
      headers: [
        ['Authorization', 'Bearer allow'],
        ['User-Agent', 'test "1"'],
      ],
    },
  )
  expect(Object.keys(line)).toEqual(Object.keys(accessLogFormat))
  expect(line).toMatchObject({
    requestId: answer.headers['x-amzn-requestid'],
    requestTime: '28/Aug/2026:09:45:44 +0000',
    method: 'POST',
    path: '/dev/mcp',
    status: '200',
    latencyMs: expect.stringMatching(/^\d+$/),
    integrationLatencyMs: expect.stringMatching(/^\d+$/),
    integrationStatus: '200',
    integrationError: '-',
    authorizerError: '-',
    principal: 'somebody',
    sourceIp: '127.0.0.1',
    userAgent: 'test "1"',
    trace: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  })
})

test('a function that fails leaves its reason and no status', async () => {
  const { line } = await lineOf({ server: { throws: 'a "quoted" reason' } })
  expect(line).toMatchObject({
    status: '502',
    integrationStatus: '-',
    integrationError: 'Lambda Customer Function Error:a "quoted" reason',
  })
})

test("the status is the answer's, beside that of the function", async () => {
  const { line } = await lineOf({ server: { returns: { statusCode: 418 } } })
  expect(line).toMatchObject({ status: '418', integrationStatus: '418' })
})

test.each<[string, [string, string][], object]>([
  ['no token', [], { status: '401', principal: '-', authorizerError: 'Unauthorized', integrationLatencyMs: '-' }],
  ['an unknown token', [['Authorization', 'Bearer unknown']], { status: '401', authorizerError: 'Unauthorized' }],
  [
    'a denied token',
    [['Authorization', 'Bearer deny']],
    { status: '403', principal: 'somebody', authorizerError: '-' },
  ],
  [
    'a failed authorizer',
    [['Authorization', 'Bearer crash']],
    { status: '500', authorizerError: 'The authorizer failed: The database of tokens is away.' },
  ],
])('%s is logged', async (_what, headers, expected) => {
  expect((await lineOf({}, { headers })).line).toMatchObject(expected)
})

test('a mock and an unknown path are logged, a stage that is none is not', async () => {
  expect((await lineOf({}, { method: 'GET' })).line).toMatchObject({
    method: 'GET',
    status: '405',
    integrationStatus: '-',
  })
  expect((await lineOf({}, { path: '/dev/a?b=c', headers: [] })).line).toMatchObject({ path: '/dev/a', status: '404' })
  const gateway = await startGateway()
  await gateway.send({ path: '/other/mcp' })
  expect(await gateway.accessLines()).toEqual([])
})

test('no token is in any line', async () => {
  const gateway = await startGateway({ server: { throws: 'failed' } })
  for (const token of ['allow', 'unknown', 'crash', 'deny']) {
    await gateway.send({ headers: [['Authorization', `Bearer ${token}`]] })
  }
  expect(JSON.stringify([await gateway.accessLines(), gateway.log])).not.toContain('Bearer')
})
