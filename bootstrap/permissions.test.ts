import { beforeAll, describe, expect, test } from 'vitest'
import { policies } from '../policy/policies.ts'
import { allows, type Call } from '../testing/iam/allows.ts'
import { listed } from '../testing/listed.ts'
import { audit } from '../testing/pulumi/audit.ts'
import { account, type Bootstrap, bootstrap, region, type Statement } from '../testing/pulumi/mocked-bootstrap.ts'
import { permissions } from './permissions/permissions.ts'

const stacks = ['dev', 'qas', 'prod']
const deployRole = (stack: string) => `serverless-mcp-${stack}-deploy`
const previewRole = 'serverless-mcp-dev-preview'
const roles = [...stacks.map(deployRole), previewRole]

const host = (stack: string) => `serverless-mcp-${stack}.example.com`

/** Actions that know no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const withoutResource = [
  'acm:RequestCertificate',
  'codedeploy:StopDeployment',
  'ecr:GetAuthorizationToken',
  'logs:DescribeLogGroups',
  'route53:ListHostedZones',
  'sns:GetSubscriptionAttributes',
  'sns:SetSubscriptionAttributes',
  'sns:Unsubscribe',
]

/**
 * What a deploy role may change though no ARN of it tells whose it is: each by its number, or named in the stack's file.
 * AWS's conditions narrow some of them further.
 */
const unnamed = [
  `arn:aws:apigateway:${region}::/restapis`,
  `arn:aws:apigateway:${region}::/restapis/*`,
  `arn:aws:apigateway:${region}::/restapis/*/deployments`,
  `arn:aws:apigateway:${region}::/restapis/*/stages`,
  `arn:aws:apigateway:${region}::/tags/*`,
  `arn:aws:apigateway:${region}::/domainnames`,
  `arn:aws:acm:${region}:${account}:certificate/*`,
  'arn:aws:route53:::hostedzone/*',
  'arn:aws:route53:::change/*',
  `arn:aws:wafv2:${region}:${account}:regional/webacl/*`,
  `arn:aws:kms:${region}:${account}:key/*`,
  `arn:aws:codedeploy:${region}:${account}:deploymentconfig:CodeDeployDefault.Lambda*`,
  `arn:aws:iam::${account}:role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway`,
]

let given: Bootstrap
beforeAll(async () => {
  given = await bootstrap({
    repository: 'owner/name',
    domains: Object.fromEntries(stacks.map(stack => [stack, host(stack)])),
  })
})
const having = (role: string, action: string) =>
  given.statements(role).filter(({ Action }: Statement) => Action.includes(action))

test.each([
  [deployRole('prod'), './listed/deploy-role.txt'],
  [previewRole, './listed/preview-role.txt'],
])('the role %s has the policies of %s', (role, file) => {
  const lines = Object.entries(given.policies(role)).flatMap(([topic, text]) => [
    ...[`${topic}:`],
    ...(JSON.parse(text).Statement as Statement[]).flatMap(linesOf),
  ])
  expect(lines).toEqual(listed(new URL(file, import.meta.url)))
})

/** An action a line, then what it is for, then under which conditions. */
function linesOf({ Effect, Action, Resource, Condition }: Statement & { Condition?: object }): string[] {
  const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys as object).map(([key, value]) => `    if ${operator} ${key} ${[value].flat().join(', ')}`),
  )
  return [`  ${Effect} ${Action.join(', ')}`, ...Resource.map(resource => `    on ${resource}`), ...conditions]
}

describe.each(roles)('the role %s', role => {
  test("fits into AWS's limits: 6,144 characters in a policy, ten policies", () => {
    const sizes = Object.values(given.policies(role)).map(({ length }) => length)
    expect(sizes.length).toBeGreaterThan(role === previewRole ? 2 : 5)
    expect(sizes.length).toBeLessThanOrEqual(10)
    expect(Math.max(...sizes)).toBeLessThan(6144)
  })

  test('names every action, and a resource for all but those that know none', () => {
    for (const { Effect, Action, Resource } of given.statements(role)) {
      expect(Effect).toBe('Allow')
      expect(Action.filter(action => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([])
      expect(Resource.filter(arn => arn !== '*' && !arn.startsWith('arn:aws:'))).toEqual([])
      if (Resource.includes('*')) expect(withoutResource).toEqual(expect.arrayContaining(Action))
      else expect(Action.filter(action => withoutResource.includes(action))).toEqual([])
    }
  })

  test('cannot touch roles at /github/, itself among them', () => {
    const onRoles = given.statements(role).filter(({ Action }) => Action.some(action => action.startsWith('iam:')))
    for (const arn of onRoles.flatMap(({ Resource }) => Resource)) {
      expect(arn).toMatch(/:role\/(serverless-mcp-(dev|qas|prod)-\*|aws-service-role\/ops\.apigateway)/)
    }
  })

  test("does not change API Gateway's log role, which is the account's", () => {
    expect(JSON.stringify(given.policies(role))).not.toMatch(/\/account"|service\/apigateway/)
  })
})

describe.each(stacks)('the deploy role of %s', stack => {
  const role = deployRole(stack)
  const name = `serverless-mcp-${stack}`

  test('changes what is named after its stack, and beside that what has no name', () => {
    const key = 'arn:aws:kms:ap-southeast-2:123456789012:key/00000000-0000-0000-0000-000000000000'
    const writes = Object.values(permissions(target(stack, key))).flatMap(({ write }) => write)
    const others = stacks.filter(other => other !== stack)
    for (const { reason, actions, resources } of writes) {
      const pulls = actions.every(action => /^ecr:(Batch|Get|List)/.test(action))
      for (const arn of resources.map(String)) {
        const isOwn = arn.includes(name) || new RegExp(`[/:]${stack}(/|:|\\.|$)`).test(arn)
        expect(isOwn || pulls || arn === '*' || arn === key || unnamed.includes(arn), `${reason}: ${arn}`).toBe(true)
        if (!pulls) expect(others.filter(other => arn.includes(`-${other}`) || arn.includes(`/${other}`))).toEqual([])
      }
    }
  })

  test('hands roles of its stack to Lambda and CodeDeploy only', () => {
    expect(having(role, 'iam:PassRole')).toEqual([
      {
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: [`arn:aws:iam::${account}:role/${name}-*`],
        Condition: { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'codedeploy.amazonaws.com'] } },
      },
    ])
    expect(having(role, 'iam:CreateRole').flatMap(({ Resource }) => Resource)).toEqual([
      `arn:aws:iam::${account}:role/${name}-*`,
    ])
  })

  test('decrypts secrets of its stack, and otherwise only what S3 reads for it', () => {
    const [throughS3, objects, secrets] = having(role, 'kms:Decrypt').map(({ Condition }) => Condition)
    for (const condition of [throughS3, objects]) {
      expect(condition?.StringEquals).toEqual({ 'kms:ViaService': `s3.${region}.amazonaws.com` })
    }
    expect(secrets).toEqual({ StringEquals: { 'kms:EncryptionContext:stack': stack } })
    expect(having(role, 'kms:Decrypt')).toHaveLength(3)
  })

  test('writes the state of its stack', () => {
    const state = `arn:aws:s3:::serverless-mcp-pulumi-${account}-${region}/.pulumi`
    expect(having(role, 's3:PutObject').flatMap(({ Resource }) => Resource)).toEqual([
      `${state}/stacks/serverless-mcp/${stack}.*`,
      `${state}/history/serverless-mcp/${stack}/*`,
      `${state}/backups/serverless-mcp/${stack}/*`,
      `${state}/locks/organization/serverless-mcp/${stack}/*`,
    ])
  })

  test('pushes into its own repository, and pulls from the others', () => {
    const repositories = (action: string) => having(role, action).flatMap(({ Resource }) => Resource)
    const all = stacks.map(other => `arn:aws:ecr:${region}:${account}:repository/serverless-mcp-${other}`)
    expect(repositories('ecr:PutImage')).toEqual(all.filter(arn => arn.endsWith(stack)))
    expect(repositories('ecr:BatchGetImage').sort()).toEqual(all.sort())
  })
})

describe('the preview role', () => {
  // Who reads a function reads its variables: digests of tokens, and the keys that sign state.
  test('asks for the state, for images and for zones, and reads no resource of the stack', () => {
    const services = given.statements(previewRole).flatMap(({ Action }) => Action.map(action => action.split(':')[0]))
    expect([...new Set(services)].sort()).toEqual(['ecr', 'kms', 'route53', 's3'])
  })

  test('only reads', () => {
    const actions = given.statements(previewRole).flatMap(({ Action }) => Action)
    const reads = /^(\w+:(Get|List|Describe|BatchGet|BatchCheck)\w*|apigateway:GET|kms:Decrypt)$/
    expect(actions.filter(action => !reads.test(action))).toEqual([])
  })

  test("reads the state of dev, by way of S3, and none of dev's secrets", () => {
    const state = `arn:aws:s3:::serverless-mcp-pulumi-${account}-${region}/.pulumi`
    const objects = [`${state}/meta.yaml`, `${state}/stacks/serverless-mcp/dev.*`]
    expect(having(previewRole, 's3:GetObject').map(({ Resource }) => Resource)).toEqual([objects])
    expect(having(previewRole, 'kms:Decrypt').map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': objects },
      },
    ])
  })

  test('sees nothing of qas and prod but their names', () => {
    expect(JSON.stringify(given.policies(previewRole))).not.toMatch(/[-/](qas|prod)\b/)
  })
})

describe('a domain', () => {
  const certificate = `arn:aws:acm:${region}:${account}:certificate/1`
  const zone = 'arn:aws:route53:::hostedzone/Z1'
  const record = (type: string, name: string): Call => ({
    action: 'route53:ChangeResourceRecordSets',
    resource: zone,
    context: {
      'route53:ChangeResourceRecordSetsRecordTypes': [type],
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
      'route53:ChangeResourceRecordSetsActions': ['CREATE'],
    },
  })
  const certify = (action: string, context: NonNullable<Call['context']>): Call => ({
    action,
    resource: certificate,
    context,
  })
  const path = (name: string) => `arn:aws:apigateway:${region}::/domainnames/${name}`
  const cases: [boolean, Call][] = [
    [true, record('A', host('dev'))],
    [true, record('CNAME', `_0123456789abcdef.${host('dev')}`)],
    [false, record('A', host('prod'))],
    [false, record('A', 'example.com')],
    [false, record('MX', host('dev'))],
    [false, record('CNAME', `www.${host('dev')}`)],
    [true, certify('acm:AddTagsToCertificate', { 'aws:RequestTag/stack': 'serverless-mcp-dev' })],
    [false, certify('acm:AddTagsToCertificate', { 'aws:ResourceTag/stack': 'serverless-mcp-prod' })],
    [false, certify('acm:AddTagsToCertificate', { 'aws:RequestTag/stack': 'serverless-mcp-prod' })],
    [true, certify('acm:DeleteCertificate', { 'aws:ResourceTag/stack': 'serverless-mcp-dev' })],
    [false, certify('acm:DeleteCertificate', { 'aws:ResourceTag/stack': 'serverless-mcp-prod' })],
    [false, certify('acm:DeleteCertificate', {})],
    [true, { action: 'apigateway:PATCH', resource: path(host('dev')) }],
    [true, { action: 'apigateway:POST', resource: path(`${host('dev')}/basepathmappings`) }],
    [false, { action: 'apigateway:PATCH', resource: path(host('prod')) }],
    [false, { action: 'apigateway:DELETE', resource: path('www.example.com') }],
    [
      true,
      {
        action: 'acm:RequestCertificate',
        resource: '*',
        context: { 'acm:ValidationMethod': 'DNS', 'acm:DomainNames': [host('dev')] },
      },
    ],
    [
      false,
      {
        action: 'acm:RequestCertificate',
        resource: '*',
        context: { 'acm:ValidationMethod': 'DNS', 'acm:DomainNames': [host('prod')] },
      },
    ],
  ]

  test.each(cases)('may be changed (%s) by %o', (expected, call) => {
    expect(allows(given.statements(deployRole('dev')), call)).toBe(expected)
  })

  test('is none where bootstrap was not told of one', async () => {
    const without = await bootstrap()
    for (const role of roles)
      expect(
        without
          .statements(role)
          .flatMap(({ Action }) => Action)
          .join(' '),
      ).not.toMatch(/acm:|route53:/)
    expect(JSON.stringify(without.policies(deployRole('prod')))).not.toContain('domainnames')
  })
})

/** Where AWS's reference and what AWS does are told differently, both are allowed: not tried on an account. */
describe.each(stacks)('who deploys %s may', stack => {
  const gateway = (path: string) => `arn:aws:apigateway:${region}::${path}`
  test.each([
    ...['/restapis', '/restapis/a1', `/restapis/a1/stages/${stack}`, '/domainnames', `/domainnames/${host(stack)}`].map(
      path => ['apigateway:TagResource', gateway(path)],
    ),
    ...['/restapis/a1', `/restapis/a1/stages/${stack}`, `/domainnames/${host(stack)}`].map(path => [
      'apigateway:UntagResource',
      gateway(path),
    ]),
    ['apigateway:PUT', gateway(`/tags/${encodeURIComponent(gateway('/restapis/a1'))}`)],
    ['logs:DescribeLogGroups', '*'],
    ['logs:DescribeLogGroups', `arn:aws:logs:${region}:${account}:log-group:any`],
  ])('%s on %s', (action = '', resource = '') => {
    expect(allows(given.statements(deployRole(stack)), { action, resource })).toBe(true)
  })
})

test('the policies hold', async () => {
  const violations = await audit(policies, given.resources)
  expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([])
})

function target(stack: string, key: string) {
  return { account, region, project: 'serverless-mcp', stack, stacks, bucket: 'state', key, domain: host(stack) }
}
