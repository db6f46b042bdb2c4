import * as pulumi from '@pulumi/pulumi'
import { beforeEach, describe, expect, it } from 'vitest'
import { audit, type Registered, type Violation } from '../testing/pulumi/audit.ts'
import { policies } from './policies.ts'

// One stack that holds to every policy, and for every policy the changes to it that break that policy and no other.
// Long because it is two tables.

type Inputs = Record<string, unknown>
type Document = Record<string, unknown>

const digest = 'ab'.repeat(32)
const document = (statement: Document) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
const allow = (statement: Document) => document({ Effect: 'Allow', ...statement })
const traces = { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }
const getItem = { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/reports' }

const github = 'token.actions.githubusercontent.com'
const trust = (operator: string, sub: string | undefined, aud = 'sts.amazonaws.com') =>
  allow({
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${github}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { [operator]: { [`${github}:aud`]: aud, ...(sub !== undefined && { [`${github}:sub`]: sub }) } },
  })

const authorizer = { 'x-amazon-apigateway-authorizer': { type: 'token' } }
const openApi = (security: Document[] | undefined, type = 'aws_proxy', scheme: Document = authorizer) =>
  JSON.stringify({
    paths: {
      '/mcp': {
        post: { security, 'x-amazon-apigateway-integration': { type } },
        options: { security: [], 'x-amazon-apigateway-integration': { type: 'mock' } },
      },
    },
    components: { securitySchemes: { bearer: { type: 'apiKey', ...scheme } } },
  })

const good: Record<string, Inputs> = {
  'aws:apigateway/domainName:DomainName': { domainName: 'mcp.example.com', securityPolicy: 'TLS_1_2' },
  'aws:apigateway/methodSettings:MethodSettings': { methodPath: '*/*', settings: { loggingLevel: 'ERROR' } },
  'aws:apigateway/restApi:RestApi': { name: 'mcp' },
  'aws:apigateway/restApiPut:RestApiPut': { restApiId: 'api123', body: openApi([{ bearer: [] }]) },
  'aws:apigateway/stage:Stage': {
    xrayTracingEnabled: true,
    accessLogSettings: { destinationArn: 'arn', format: '{}' },
  },
  'aws:cloudwatch/logGroup:LogGroup': { retentionInDays: 365 },
  'aws:cloudwatch/metricAlarm:MetricAlarm': { alarmActions: ['arn:aws:sns:eu-west-1:123456789012:alarms'] },
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': { repository: 'mcp', policy: '{}' },
  'aws:ecr/repository:Repository': {
    imageScanningConfiguration: { scanOnPush: true },
    imageTagMutability: 'IMMUTABLE',
    encryptionConfigurations: [{ encryptionType: 'KMS' }],
  },
  'aws:iam/policy:Policy': { policy: allow(getItem) },
  'aws:iam/role:Role': {
    assumeRolePolicy: trust('StringEquals', 'repo:owner/name:environment:prod'),
    inlinePolicies: [{ name: 'tools', policy: allow(getItem) }],
  },
  'aws:iam/rolePolicy:RolePolicy': { policy: { Statement: [traces, { Effect: 'Deny', Action: '*', Resource: '*' }] } },
  'aws:lambda/function:Function': {
    imageUri: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/mcp@sha256:${digest}`,
    tracingConfig: { mode: 'Active' },
    loggingConfig: { logFormat: 'JSON', logGroup: '/mcp/server' },
    reservedConcurrentExecutions: 10,
    environment: { variables: { TOKEN_DIGESTS: `${digest},${digest}`, MAX_TOKENS: '4096', REPORTS: 'AKIA' } },
  },
  'aws:lambda/functionUrl:FunctionUrl': { authorizationType: 'AWS_IAM' },
  'aws:lambda/permission:Permission': { principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:…' },
  'aws:wafv2/webAclAssociation:WebAclAssociation': { webAclArn: 'arn' },
}

/** What changes in the one resource of a type; undefined takes the resource away. */
type Change = [type: string, inputs: Inputs | undefined]

interface Example {
  production: Violation['level']
  development: Violation['level']
  breaks: Change[]
}

const mandatory = { production: 'mandatory', development: 'mandatory' } as const
const watching = { production: 'mandatory', development: 'advisory' } as const
const advisory = { production: 'advisory', development: 'advisory' } as const
const advisoryInProduction = { production: 'advisory', development: 'disabled' } as const

const of = (type: string, ...changes: (Inputs | undefined)[]) => changes.map((change): Change => [type, change])
const restApiPut = (...bodies: string[]) =>
  of('aws:apigateway/restApiPut:RestApiPut', ...bodies.map(body => ({ body })))
const methodSettings = (...all: Inputs[]) =>
  of('aws:apigateway/methodSettings:MethodSettings', ...all.map(settings => ({ settings })))
const stage = (...changes: Inputs[]) => of('aws:apigateway/stage:Stage', ...changes)
const lambda = (...changes: Inputs[]) => of('aws:lambda/function:Function', ...changes)
const variables = (...all: Inputs[]) => lambda(...all.map(each => ({ environment: { variables: each } })))
const repository = (...changes: Inputs[]) => of('aws:ecr/repository:Repository', ...changes)
const logGroup = (...changes: Inputs[]) => of('aws:cloudwatch/logGroup:LogGroup', ...changes)
const alarm = (...changes: Inputs[]) => of('aws:cloudwatch/metricAlarm:MetricAlarm', ...changes)
const rolePolicy = (...all: Document[]) =>
  of('aws:iam/rolePolicy:RolePolicy', ...all.map(statement => ({ policy: allow({ ...getItem, ...statement }) })))
const trusted = (...all: string[]) => of('aws:iam/role:Role', ...all.map(assumeRolePolicy => ({ assumeRolePolicy })))

const examples: Record<string, Example> = {
  'APIGateway.8-CKV_AWS_59-CKV2_AWS_70-authorizer': {
    ...watching,
    breaks: [
      ...restApiPut(openApi([]), openApi(undefined), openApi([{ bearer: [] }, {}]), openApi([{ unknown: [] }])),
      ...restApiPut(openApi([{ bearer: [] }], 'aws_proxy', {}), openApi([], 'HTTP')),
      ...restApiPut(JSON.stringify({ paths: { '/mcp': { 'x-amazon-apigateway-any-method': {} } } })),
      ...of('aws:apigateway/restApi:RestApi', { body: openApi([]) }),
    ],
  },
  'APIGateway.1-execution-log': { ...watching, breaks: methodSettings({}, { loggingLevel: 'OFF' }) },
  'APIGateway.1-method-settings': {
    ...watching,
    breaks: of('aws:apigateway/methodSettings:MethodSettings', undefined, { methodPath: 'mcp/POST' }),
  },
  'APIGateway.3-CKV_AWS_73-tracing': {
    ...watching,
    breaks: stage({ xrayTracingEnabled: false }, { xrayTracingEnabled: undefined }),
  },
  'APIGateway.4-web-acl': { ...advisory, breaks: of('aws:wafv2/webAclAssociation:WebAclAssociation', undefined) },
  'APIGateway.11-CKV_AWS_206-tls': {
    ...mandatory,
    breaks: of('aws:apigateway/domainName:DomainName', { securityPolicy: 'TLS_1_0' }, { securityPolicy: undefined }),
  },
  'CKV_AWS_76-access-log': { ...watching, breaks: stage({ accessLogSettings: undefined }) },
  'CKV_AWS_276-no-data-trace': {
    ...mandatory,
    breaks: methodSettings({ loggingLevel: 'INFO', dataTraceEnabled: true }),
  },
  'Lambda.1-no-public-invocation': {
    ...mandatory,
    breaks: of(
      'aws:lambda/permission:Permission',
      { principal: '*' },
      { principal: '210987654321' },
      { sourceArn: undefined },
    ),
  },
  'CKV_AWS_258-no-public-url': {
    ...mandatory,
    breaks: of('aws:lambda/functionUrl:FunctionUrl', { authorizationType: 'NONE' }),
  },
  'Lambda.7-CKV_AWS_50-tracing': {
    ...watching,
    breaks: lambda({ tracingConfig: { mode: 'PassThrough' } }, { tracingConfig: undefined }),
  },
  'CKV_AWS_45-no-secret-variable': {
    ...mandatory,
    breaks: variables(
      { TOKEN_DIGESTS: 'my-secret-token' },
      { apiKey: digest },
      { DB_PASSWORD: '123456' },
      { HARMLESS: 'AKIAIOSFODNN7EXAMPLE' },
      { HARMLESS: '-----BEGIN RSA PRIVATE KEY-----' },
    ),
  },
  'CKV_AWS_115-concurrency-limit': {
    ...advisoryInProduction,
    breaks: lambda({ reservedConcurrentExecutions: undefined }, { reservedConcurrentExecutions: -1 }),
  },
  'Lambda-image-by-digest': { ...mandatory, breaks: lambda({ imageUri: 'mcp:latest' }, { imageUri: undefined }) },
  'Lambda-json-log': {
    ...watching,
    breaks: lambda(
      { loggingConfig: undefined },
      { loggingConfig: { logFormat: 'JSON' } },
      { loggingConfig: { logFormat: 'Text', logGroup: '/mcp/server' } },
    ),
  },
  'ECR.1-CKV_AWS_163-scan-on-push': {
    ...mandatory,
    breaks: repository(
      { imageScanningConfiguration: { scanOnPush: false } },
      { imageScanningConfiguration: undefined },
    ),
  },
  'ECR.2-CKV_AWS_51-immutable-tags': {
    ...mandatory,
    breaks: repository({ imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }, { imageTagMutability: undefined }),
  },
  'ECR.3-lifecycle-policy': { ...mandatory, breaks: of('aws:ecr/lifecyclePolicy:LifecyclePolicy', undefined) },
  'CKV_AWS_136-kms': {
    ...advisory,
    breaks: repository(
      { encryptionConfigurations: undefined },
      { encryptionConfigurations: [{ encryptionType: 'AES256' }] },
    ),
  },
  'CKV_AWS_66-log-retention': {
    ...mandatory,
    breaks: logGroup({ retentionInDays: undefined }, { retentionInDays: 0 }),
  },
  'CKV_AWS_338-log-retention-of-a-year': { ...advisoryInProduction, breaks: logGroup({ retentionInDays: 30 }) },
  'CloudWatch.15-alarm-action': { ...watching, breaks: alarm({ alarmActions: [] }, { alarmActions: undefined }) },
  'CloudWatch.17-alarm-actions-enabled': { ...watching, breaks: alarm({ actionsEnabled: false }) },
  'IAM.1-IAM.21-CKV_AWS_63-named-actions': {
    ...mandatory,
    breaks: [
      ...rolePolicy({ Action: '*' }, { Action: ['dynamodb:GetItem', 'dynamodb:*'] }, { Action: 'dynamodb:Get*' }),
      ...rolePolicy({ Action: undefined, NotAction: 'iam:CreateUser' }),
      ...of('aws:iam/policy:Policy', { policy: allow({ ...getItem, Action: '*' }) }),
      ...of('aws:iam/role:Role', { inlinePolicies: [{ policy: allow({ ...getItem, Action: '*' }) }] }),
    ],
  },
  'CKV_AWS_355-named-resources': {
    ...mandatory,
    breaks: [
      ...rolePolicy({ Resource: '*' }, { Resource: [getItem.Resource, '*'] }),
      ...rolePolicy({ Resource: '*', Action: ['xray:PutTraceSegments', 'dynamodb:GetItem'] }),
      ...rolePolicy({ Resource: undefined, NotResource: 'arn:aws:s3:::secrets' }),
    ],
  },
  'CKV_AWS_358-CKV_AWS_393-oidc-subject': {
    ...mandatory,
    breaks: trusted(
      trust('StringEquals', undefined),
      trust('StringEquals', 'repo:owner/*'),
      trust('StringLike', 'repo:owner/name:environment:prod'),
      trust('ForAllValues:StringEquals', 'repo:owner/name:environment:prod'),
      trust('StringEquals', 'repo:owner/name:environment:prod', 'another-audience'),
      allow({ Principal: { Federated: 'arn' }, Action: 'sts:*' }),
    ),
  },
  'IAM-trusted-services': {
    ...mandatory,
    breaks: trusted(
      ...[
        { Principal: { Service: 'ec2.amazonaws.com' } },
        { Principal: { Service: ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
        { Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
        { Principal: { CanonicalUser: '79a59d90' } },
        { Principal: '*' },
        { NotPrincipal: { Service: 'ec2.amazonaws.com' } },
      ].map(statement => allow({ ...statement, Action: 'sts:AssumeRole' })),
    ),
  },
}

/** The good stack with one change. */
function stackWith([type, change]: Change): Registered[] {
  const stack = change === undefined ? good : { ...good, [type]: { ...good[type], ...change } }
  return Object.entries(stack)
    .filter(([each]) => change !== undefined || each !== type)
    .map(([each, inputs]) => ({
      type: each,
      name: each.replace(/.*:/, ''),
      // As the SDK does: what is undefined is not sent.
      inputs: JSON.parse(JSON.stringify(inputs)),
      opts: { parent: '', protect: false, ignoreChanges: [] },
    }))
}

const configure = (config: Record<string, string>) => pulumi.runtime.setAllConfig(config)
const unchanged: Change = ['aws:ecr/repository:Repository', {}]

beforeEach(() => configure({ 'mcp:environment': 'production' }))

it('has an example for every policy', () => {
  expect(Object.keys(examples).toSorted()).toEqual(policies.map(({ name }) => name).toSorted())
  for (const [name, { breaks }] of Object.entries(examples)) expect(breaks, name).not.toEqual([])
})

it('lets a good stack pass', async () => {
  expect(await audit(policies, stackWith(unchanged))).toEqual([])
})

describe.each(['production', 'development'] as const)('in %s', environment => {
  beforeEach(() => configure({ 'mcp:environment': environment }))

  it.each(Object.entries(examples))('%s catches what breaks it', async (policy, example) => {
    const level = example[environment]
    for (const change of example.breaks) {
      const violations = await audit(policies, stackWith(change))
      const found = new Set(violations.map(violation => `${violation.policy}: ${violation.level}`))
      expect([...found], JSON.stringify(change)).toEqual(level === 'disabled' ? [] : [`${policy}: ${level}`])
    }
  })
})

it('takes a stack that says nothing for development', async () => {
  configure({})
  const [violation] = await audit(policies, stackWith(['aws:apigateway/stage:Stage', { xrayTracingEnabled: false }]))
  expect(violation).toMatchObject({ policy: 'APIGateway.3-CKV_AWS_73-tracing', level: 'advisory', resource: 'Stage' })
})

describe('an API without an authorizer', () => {
  const open: Change = ['aws:apigateway/restApiPut:RestApiPut', { body: openApi([]) }]

  it('is refused in production, with the ways out', async () => {
    expect(await audit(policies, stackWith(open))).toEqual([
      {
        policy: 'APIGateway.8-CKV_AWS_59-CKV2_AWS_70-authorizer',
        level: 'mandatory',
        resource: 'RestApiPut',
        message: expect.stringMatching(
          /POST \/mcp can be called by anybody\. Set mcp:authorization .* mcp:allowPublic/,
        ),
      },
    ])
  })

  it('is let through by mcp:allowPublic, and still told', async () => {
    configure({ 'mcp:environment': 'production', 'mcp:allowPublic': 'true' })
    expect(await audit(policies, stackWith(open))).toMatchObject([
      { level: 'advisory', message: expect.stringContaining('Waived: mcp:allowPublic says that') },
    ])
  })
})

it('does not repeat a secret that it finds', async () => {
  const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: 'hunter2' }
  const change = { environment: { variables: { API_KEY: secret } } }
  const violations = await audit(policies, stackWith(['aws:lambda/function:Function', change]))
  expect(violations).toMatchObject([{ message: expect.stringContaining('API_KEY seems to hold a secret') }])
  expect(JSON.stringify(violations)).not.toContain('hunter2')
})

it.each([
  ['aws:lambda/permission:Permission', (unknown: string) => ({ sourceArn: unknown })],
  ['aws:lambda/function:Function', (unknown: string) => ({ loggingConfig: { logFormat: 'JSON', logGroup: unknown } })],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', (unknown: string) => ({ alarmActions: [unknown] })],
  ['aws:apigateway/stage:Stage', (unknown: string) => ({ accessLogSettings: { destinationArn: unknown } })],
])('%s may have what a preview does not know yet', async (type, change) => {
  // The mark of an unknown text: https://github.com/pulumi/pulumi, `unknownStringValue`.
  expect(await audit(policies, stackWith([type, change('04da6b54-80e4-46f7-96ec-b56ff0331ba9')]))).toEqual([])
})
