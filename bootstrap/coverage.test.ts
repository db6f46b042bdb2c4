import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { invokeCalls, providerCalls } from '../testing/iam/provider-calls/provider-calls.ts'
import { account, type Bootstrap, bootstrap, region } from '../testing/pulumi/mocked-bootstrap.ts'
import { deploy } from '../testing/pulumi/mocked-deployment.ts'

// Fails when the main program comes to use what the roles do not cover: then a deployment would, half way.

const stacks = ['dev', 'qas', 'prod']
const owner = { stack: 'dev', name: 'serverless-mcp-dev', domain: 'mcp.example.com' }
const deployRole = (stack: string) => `serverless-mcp-${stack}-deploy`

let given: Bootstrap
beforeAll(async () => {
  const domains = Object.fromEntries(stacks.map(stack => [stack, 'mcp.example.com']))
  given = await bootstrap({ repository: 'owner/name', domains })
})
const actionsOf = (role: string) => given.statements(role).flatMap(({ Action }) => Action)

describe('what infra/ uses, testing/iam/provider-calls/ has the calls of:', () => {
  test.each(stacks)('every type that %s can have', async stack => {
    const types = await typesOf(stack)
    expect(types.length).toBeGreaterThan(20)
    expect(types.filter(type => !(type in providerCalls(owner)))).toEqual([])
  })

  test('every question that it asks AWS', () => {
    const invokes = invokesOf('infra')
    expect(invokes.length).toBeGreaterThan(3)
    expect(invokes.filter(invoke => !(invoke in invokeCalls(owner)))).toEqual([])
  })

  test('and no type that is gone', async () => {
    const types = await typesOf('prod')
    expect(Object.keys(providerCalls(owner)).filter(type => !types.includes(type))).toEqual([])
  })
})

test.each(stacks)('what `npm run release` calls, the deploy role of %s has', stack => {
  const actions = actionsOf(deployRole(stack))
  const calls = releaseActions()
  expect(calls).toContain('lambda:UpdateAlias')
  expect(actions).toEqual(expect.arrayContaining(calls))
})

/** With every option on; two deployments, as a canary and provisioned concurrency exclude each other. */
async function typesOf(stack: string): Promise<string[]> {
  const shared = {
    authorization: 'token',
    apiLogRole: 'existing', // The account's own, made by this bootstrap: no deploy role may change it.
    alarmEmail: 'ops@example.com',
    webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/edge/0`,
    domain: { name: 'mcp.example.com', zone: 'example.com' },
  }
  const canary = await deploy(stack, { config: { ...shared, release: 'canary' } })
  const concurrency = { reservedConcurrency: 20, provisionedConcurrency: 2 }
  const direct = await deploy(stack, { config: { ...shared, release: 'direct', lambda: concurrency } })
  const types = [...canary.resources, ...direct.resources].map(({ type }) => type)
  return [...new Set(types)].filter(type => type.startsWith('aws:'))
}

/** The functions of `@pulumi/aws` that the sources call: `ecr.getImages`. */
function invokesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /(?<!\.test)\.ts$/.test(file))
  const source = files.map(file => readFileSync(`${folder}/${file}`, 'utf8')).join('\n')
  const calls = source.matchAll(/\baws\.((?:\w+\.)?get[A-Z]\w*?)(?:Output)?\(/g)
  return [...new Set([...calls].map(([, name = '']) => name))]
}

/** What the release's sources send: `new UpdateAliasCommand` from `@aws-sdk/client-lambda`. */
function releaseActions(): string[] {
  const folder = 'scripts/release'
  const source = readdirSync(folder)
    .filter(file => /(?<!\.test)\.ts$/.test(file))
    .map(file => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n')
  const commands = [...source.matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name)
  return [...new Set(commands)].map(name => `${name.includes('Deployment') ? 'codedeploy' : 'lambda'}:${name}`)
}
