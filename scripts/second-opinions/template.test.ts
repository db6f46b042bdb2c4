import { beforeAll, describe, expect, test } from 'vitest'
import type { Registered } from '../../testing/pulumi/recording.ts'
import { problems } from './exceptions.ts'
import { programs } from './programs.ts'
import { template } from './template.ts'

let all: Record<string, Registered[]>
beforeAll(async () => {
  all = await programs()
})

describe('as a template', () => {
  const of = (name: string, type: string) =>
    Object.values(template(all[name] ?? []).Resources).filter(({ Type }) => Type === type)

  test('a stack has its API with the document in it, and its stage with the limits of methods', () => {
    const [api] = of('prod-canary', 'AWS::ApiGateway::RestApi')
    expect(api?.Properties).toMatchObject({ Name: 'serverless-mcp-prod', Body: { paths: { '/mcp': {} } } })
    const [stage] = of('prod-canary', 'AWS::ApiGateway::Stage')
    const settings = [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 200 }]
    expect(stage?.Properties).toMatchObject({ RestApiId: 'api123', TracingEnabled: true, MethodSettings: settings })
  })

  test('a part goes into the one that it names', () => {
    const roles = of('prod-canary', 'AWS::IAM::Role').map(({ Properties }) => Properties)
    expect(roles.filter(role => role.ManagedPolicyArns)).toHaveLength(1)
    const aliases = of('prod-direct', 'AWS::Lambda::Alias').map(({ Properties }) => Properties)
    expect(aliases.filter(alias => alias.ProvisionedConcurrencyConfig)).toEqual([
      expect.objectContaining({ FunctionName: 'serverless-mcp-prod-server' }),
    ])
  })

  test('every deployment is whole: no resource goes missing', () => {
    for (const resources of Object.values(all)) {
      const made = template(resources).Resources
      const types = resources.filter(
        ({ type }) => type === 'aws:iam/role:Role' || type === 'aws:lambda/function:Function',
      )
      const found = Object.values(made).filter(
        ({ Type }) => Type === 'AWS::IAM::Role' || Type === 'AWS::Lambda::Function',
      )
      expect(found).toHaveLength(types.length)
    }
  })

  test('a type without a counterpart is an error, not a gap', () => {
    const opts = { parent: '', protect: false, retainOnDelete: false, dependsOn: [], ignoreChanges: [] }
    const unknown: Registered = { type: 'aws:sqs/queue:Queue', name: 'x', inputs: {}, opts }
    expect(() => template([unknown])).toThrow("CloudFormation's counterpart of aws:sqs/queue:Queue is missing")
  })
})

describe('a finding', () => {
  const finding = { rule: 'CKV_1', of: 'dev Topic.x', says: 'encrypt it' }
  const exception = { rule: 'CKV_1', of: /Topic/, reason: 'it holds nothing' }

  test('that an exception names is none', () => {
    expect(problems([finding], [exception])).toEqual([])
  })

  test.each([
    ['of another rule', { ...finding, rule: 'CKV_2' }],
    ['of another resource', { ...finding, of: 'dev Bucket.x' }],
  ])('%s is a problem, and so is the exception that nothing needs', (_what, other) => {
    expect(problems([other], [exception])).toEqual([
      `${other.rule} ${other.of}: encrypt it`,
      'No finding needs the exception CKV_1 /Topic/: take it out',
    ])
  })
})
