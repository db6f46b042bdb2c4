import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openApi } from '../infra/openapi.ts'
import { authorizationCases } from '../packages/lambda-local/tests/cases/authorization.ts'
import { documentOf, type GatewayCase, requestOf } from '../packages/lambda-local/tests/cases/case.ts'
import { expectAnswer } from '../packages/lambda-local/tests/cases/expect-answer.ts'
import { gatewayResponses } from '../packages/lambda-local/tests/cases/gateway-responses.ts'
import { mocks } from '../packages/lambda-local/tests/cases/mocks.ts'
import { routing } from '../packages/lambda-local/tests/cases/routing.ts'
import { type Request, sendRequest } from '../packages/lambda-local/tests/test-gateway.ts'
import { legacy } from '../scripts/build/messages.ts'
import { node } from '../testing/processes.ts'
import { buildCaseFunctions } from './case-functions.ts'
import { clients, useEverything } from './clients.ts'
import { docker } from './container.ts'
import { type Ministack, startMinistack } from './ministack.ts'
import { deployApi, deployFunctions } from './ministack-deployment.ts'
import { messageOf, send } from './requests.ts'
import { unheeded } from './unheeded.ts'

// A second opinion, of an emulator that nobody here wrote: the document and the image that are deployed to AWS, and the
// cases that the local gateway passes. Where the two differ, AWS's documentation decides: the case names its page, and
// the test expects what MiniStack does instead, so that it tells when MiniStack has changed.

const image = inject('image') ?? ''
const program = inject('ministack') ?? ''

let ministack: Ministack

/** How often a function has been invoked: its log has a report of each. */
async function invocations(name: string): Promise<number> {
  const wanted = { logGroupName: `/aws/lambda/${name}`, filterPattern: '"REPORT RequestId"' }
  const target = 'Logs_20140328.FilterLogEvents'
  const { events } = await ministack.call<{ events: object[] }>('logs', 'POST /', wanted, target)
  return events.length
}

describe.skipIf(image === '' || program === '')('MiniStack', () => {
  beforeAll(async () => {
    ministack = await startMinistack(program)
  })
  afterAll(() => ministack?.[Symbol.asyncDispose]())

  const args = { title: 'serverless-mcp-dev', authorizerTtlSeconds: 300, timeoutMs: 20_000 }

  describe('with the image', () => {
    const token = 'good_access_token'
    let url: string
    beforeAll(async () => {
      const uris = await deployFunctions(ministack, {
        name: 'dev',
        image,
        server: { AUTHORIZATION: 'token', STAGE: 'dev' },
        authorizer: { TOKEN_DIGESTS: createHash('sha256').update(token).digest('hex') },
      })
      url = `${await deployApi(ministack, openApi({ ...args, ...uris }), 'dev')}/dev`
    })

    test.each(Object.entries(clients))(
      '%s finds and uses everything, and gets each step of the progress',
      async (_name, connect) => {
        const client = await connect({ url, token })
        await useEverything(client)
        const steps: number[] = []
        await client.withProgress('countdown', step => steps.push(step))
        expect(steps).toEqual([1, 2, 3])
        await client.close()
      },
    )

    test('the sample client gets through', async () => {
      const environment = { MCP_SERVER_ENDPOINT: `${url}/mcp`, MCP_AUTH_TOKEN: token }
      const { code, stdout, stderr } = await node(['client/client.ts'], environment).ended
      expect(stdout, stderr).toMatch(/^callTool:\S+ response: .*text/m)
      expect(code).toBe(0)
    })

    test('the identity comes from the authorizer, which is asked once about a token', async () => {
      const call = legacy('tools/call', { name: 'whoami' })
      const authorized = { ...call, headers: { ...call.headers, Authorization: `Bearer ${token}` } }
      for (const _ of [1, 2]) {
        expect(messageOf(await send({ url }, authorized))).toMatchObject({
          result: { structuredContent: { principal: expect.stringMatching(/^token-/), authenticated: true } },
        })
      }
      expect(await invocations('dev-authorizer')).toBe(1)
    })

    test('a wrong token is challenged', async () => {
      const { headers, ...call } = legacy('tools/list')
      const answer = await send({ url }, { ...call, headers: { ...headers, Authorization: 'Bearer wrong' } })
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
    })
  })

  describe('and the local gateway agree, or AWS decides:', () => {
    const caseFunctions = 'serverless-mcp-case-functions'
    let deployed: ReturnType<typeof openApi>
    let url: string
    beforeAll(async () => {
      buildCaseFunctions(caseFunctions)
      const uris = await deployFunctions(ministack, { name: 'cases', image: caseFunctions })
      deployed = openApi({ ...args, ...uris, authorizerTtlSeconds: 0 }) // Each case is asked about anew.
      url = await deployApi(ministack, deployed, 'dev')
    })
    afterAll(async () => {
      await docker('rmi', '--force', caseFunctions)
    })

    const ask = (api: string, { path = '/dev/mcp', ...request }: Request) =>
      sendRequest(ministack.port, { ...request, path: new URL(api).pathname + path })

    test.each(titled(authorizationCases))('authorization: %s', async (_title, row) => {
      const { method = 'POST', path = '/mcp', headers, asked = 1 } = row
      const before = await invocations('cases-authorizer')
      const answer = await ask(url, { method, path: `/dev${path}`, headers })
      const { status, answer: answered, body } = { ...row, ...row.ministack?.differs }
      expectAnswer(answer, { status, headers: answered, body })
      expect(await invocations('cases-authorizer')).toBe(before + asked)
    })

    // What a function gets to see, and what becomes of its answer, MiniStack passes on nearly as it is: no judge of that.
    // A domain of one's own is not in the document.
    describe.each(Object.entries({ routing, mocks, gatewayResponses, unheeded }))('%s:', (_group, table) => {
      test.each(titled(table.filter(row => row.domain === undefined)))('%s', async (_title, row) => {
        const api = row.document || row.integration ? await deployApi(ministack, documentOf(deployed, row), 'dev') : url
        expectAnswer(await ask(api, requestOf(row)), { ...row, ...row.ministack?.differs })
      })
    })
  })
})

/** Names in its title what decides against MiniStack. */
function titled<Row extends Pick<GatewayCase, 'name'> & { ministack?: { page: string } }>(
  rows: Row[],
): [string, Row][] {
  return rows.map(row => [row.ministack ? `${row.name} (differs: ${row.ministack.page})` : row.name, row])
}
