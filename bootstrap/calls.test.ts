import { beforeAll, describe, expect, test } from 'vitest'
import { allows, type Call } from '../testing/iam/allows.ts'
import type { Operations, Owner } from '../testing/iam/provider-calls/call.ts'
import { pushCalls } from '../testing/iam/provider-calls/images.ts'
import { invokeCalls, providerCalls } from '../testing/iam/provider-calls/provider-calls.ts'
import { listed } from '../testing/listed.ts'
import { type Bootstrap, bootstrap } from '../testing/pulumi/mocked-bootstrap.ts'

// Every call that AWS's provider makes: that an action stands in a policy is little worth, if it does so for another ARN.

const stacks = ['dev', 'qas', 'prod']
const host = (stack: string) => `${stack}.mcp.example.com`
const owner = (stack: string): Owner => ({ stack, name: `serverless-mcp-${stack}`, domain: host(stack) })
const types = (stack: string) => Object.entries(providerCalls(owner(stack)))
const deployRole = (stack: string) => `serverless-mcp-${stack}-deploy`
const shown = ({ action, resource }: Call) => `${action} on ${resource}`

let given: Bootstrap
beforeAll(async () => {
  const domains = Object.fromEntries(stacks.map(stack => [stack, host(stack)]))
  given = await bootstrap({ repository: 'owner/name', domains })
})
const allowed = (role: string, calls: Call[]) => calls.filter(call => allows(given.statements(role), call)).map(shown)
const refused = (role: string, calls: Call[]) => calls.filter(call => !allows(given.statements(role), call)).map(shown)

const operations = ['create', 'read', 'update', 'delete'] as const
const cases = (stack: string) =>
  types(stack).flatMap(([type, all]) => operations.map(operation => [operation, type, all[operation] ?? []] as const))

describe.each(stacks)('who deploys %s', stack => {
  test.each(cases(stack))('may %s %s', (_operation, _type, calls) => {
    expect(refused(deployRole(stack), calls)).toEqual([])
  })

  test('may push an image, and ask what the program asks', () => {
    expect(refused(deployRole(stack), pushCalls(owner(stack)))).toEqual([])
    expect(refused(deployRole(stack), Object.values(invokeCalls(owner(stack))).flat())).toEqual([])
  })

  test.each(types(stack).filter(([, { withheld }]) => withheld))(
    'may not change of a %s what is withheld',
    (_type, all) => {
      expect(allowed(deployRole(stack), all.withheld ?? [])).toEqual([])
    },
  )

  test('may change no more of another stack than this, which AWS does not let be told apart', () => {
    const other = stack === 'dev' ? 'prod' : 'dev'
    const changing = ({ create, update = [], delete: remove, read }: Operations) =>
      [...create, ...update, ...remove].filter(call => !read.some(({ action }) => action === call.action))
    const calls = types(other).flatMap(([, all]) => changing(all))
    expect(calls.length).toBeGreaterThan(80)
    const within = [...new Set(allowed(deployRole(stack), calls))].sort()
    expect(within.map(call => call.replaceAll(other, 'OTHER'))).toEqual(
      listed(new URL('./listed/reach.txt', import.meta.url)),
    )
  })
})

describe('who previews dev', () => {
  const role = 'serverless-mcp-dev-preview'
  const questions = Object.values(invokeCalls(owner('dev'))).flat()

  // A preview pushes nothing, so it asks for no token to push with.
  test('may ask what the program asks, but for a token to push with', () => {
    expect(refused(role, questions)).toEqual(['ecr:GetAuthorizationToken on *'])
  })

  test.each(cases('dev').filter(([operation]) => operation === 'read'))(
    'may %s of %s what the program asks',
    (_operation, _type, calls) => {
      const asked = new Set(questions.map(({ action }) => action))
      expect(refused(role, calls)).toEqual(calls.filter(({ action }) => !asked.has(action)).map(shown))
    },
  )

  test.each(cases('dev').filter(([operation]) => operation !== 'read'))('may not %s %s', (_operation, _type, calls) => {
    const reads = new Set(types('dev').flatMap(([, { read }]) => read.map(({ action }) => action)))
    expect(
      allowed(
        role,
        calls.filter(({ action }) => !reads.has(action)),
      ),
    ).toEqual([])
  })

  test('may push no image', () => {
    expect(allowed(role, pushCalls(owner('dev')))).toEqual([])
  })
})

describe('each action that a deploy role has', () => {
  // The state's bucket and key, what a release and a promotion do: tests of their own have these.
  const others = /^(s3:|kms:|codedeploy:(\w*Deployment|ListDeployments|\w*ApplicationRevision|GetDeploymentConfig)$)/

  test.each(stacks)('something calls: %s', stack => {
    const calls = types(stack).flatMap(([, all]) => operations.flatMap(operation => all[operation] ?? []))
    const called = [...calls, ...pushCalls(owner(stack)), ...Object.values(invokeCalls(owner(stack))).flat()]
    const actions = new Set(called.map(({ action }) => action))
    const has = [...new Set(given.statements(deployRole(stack)).flatMap(({ Action }) => Action))]
    expect(has.filter(action => !actions.has(action) && !others.test(action))).toEqual([])
  })
})
