import { beforeAll, describe, expect, test } from 'vitest'
import { actionsByType, pushActions } from './actions-by-type.ts'
import { allows, type Call } from './allows.ts'
import { account, type Bootstrap, bootstrap, region } from './mocked-bootstrap.ts'

// Every call that AWS's provider makes for a type of resource, on the resource that a stack has of it, with the conditions
// that AWS tells of the call: that an action stands in a policy is little worth, if it does so for another ARN.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

const stacks = ['dev', 'qas', 'prod']
const host = (stack: string) => `${stack}.mcp.example.com`
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`
const gateway = (path: string) => `arn:aws:apigateway:${region}::${path}`
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`

/** What a service's calls are about. An action that knows no resource is asked for `*`. */
function resourceOf(action: string, type: string, stack: string): string {
  const name = `serverless-mcp-${stack}`
  if (withoutResource.includes(action)) return '*'
  const [service = ''] = action.split(':')
  const resources: Record<string, string> = {
    acm: arn('acm', 'certificate/1'),
    apigateway: gateway(pathOf(action, type, stack)),
    cloudwatch: arn('cloudwatch', `alarm:${name}-5xx-1234567`),
    codedeploy: arn('codedeploy', type.includes('Group') ? `deploymentgroup:${name}/live` : `application:${name}`),
    ecr: arn('ecr', `repository/${name}`),
    iam: iam(`role/${name}-server-1234567`),
    kms: arn('kms', 'key/0'),
    lambda: arn('lambda', `function:${name}-server-1234567`),
    logs: arn('logs', `log-group:/serverless-mcp/${stack}/server`),
    route53: action === 'route53:GetChange' ? 'arn:aws:route53:::change/C1' : 'arn:aws:route53:::hostedzone/Z1',
    sns: arn('sns', `${name}-alarms-1234567`),
    wafv2: arn('wafv2', 'regional/webacl/edge/0'),
  }
  if (action === 'iam:CreateServiceLinkedRole')
    return iam('role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway')
  return resources[service] ?? `nothing is known of ${service}`
}

const withoutResource = [
  ...['acm:RequestCertificate', 'ecr:GetAuthorizationToken', 'logs:DescribeLogGroups', 'route53:ListHostedZones'],
  ...['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
]

/** A resource is made by a POST to its collection; tags are put to a path of their own. */
function pathOf(action: string, type: string, stack: string): string {
  const api = '/restapis/a1b2c3'
  const [collection = '', item = ''] =
    {
      BasePathMapping: [
        `/domainnames/${host(stack)}/basepathmappings`,
        `/domainnames/${host(stack)}/basepathmappings/x`,
      ],
      Deployment: [`${api}/deployments`, `${api}/deployments/d1`],
      DomainName: ['/domainnames', `/domainnames/${host(stack)}`],
      MethodSettings: ['', `${api}/stages/${stack}`],
      RestApi: ['/restapis', api],
      RestApiPut: ['', api],
      Stage: [`${api}/stages`, `${api}/stages/${stack}`],
      WebAclAssociation: ['', `${api}/stages/${stack}`],
    }[type.split(':')[2] ?? ''] ?? []
  if (action === 'apigateway:PUT' && type.endsWith(':DomainName')) return `/tags/${encodeURIComponent(gateway(item))}`
  return action === 'apigateway:POST' || action === 'apigateway:AddCertificateToDomain' ? collection : item
}

/** The keys that AWS tells of any of these calls, as the stack makes them. */
const context = (type: string, stack: string): NonNullable<Call['context']> => ({
  'acm:ValidationMethod': 'DNS',
  'acm:DomainNames': [host(stack)],
  'apigateway:Request/ApiName': `serverless-mcp-${stack}`,
  'aws:RequestTag/stack': `serverless-mcp-${stack}`,
  'aws:ResourceTag/stack': `serverless-mcp-${stack}`,
  'iam:AWSServiceName': 'ops.apigateway.amazonaws.com',
  'iam:PassedToService': type.includes('codedeploy') ? 'codedeploy.amazonaws.com' : 'lambda.amazonaws.com',
  'iam:PermissionsBoundary': iam(`policy/github/serverless-mcp-${stack}-boundary`),
  'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited',
  'kms:ResourceAliases': ['alias/aws/ecr'],
  'lambda:Principal': 'apigateway.amazonaws.com',
  'route53:ChangeResourceRecordSetsNormalizedRecordNames': [host(stack)],
  'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
})

let given: Bootstrap
beforeAll(async () => {
  given = await bootstrap({
    repository: 'owner/name',
    domains: Object.fromEntries(stacks.map(stack => [stack, host(stack)])),
  })
})

describe.each(stacks)('who deploys %s may make every call for', stack => {
  const refused = (type: string, actions: string[], role: string, of: string) =>
    actions
      .map((action): Call => ({ action, resource: resourceOf(action, type, of), context: context(type, of) }))
      .filter(call => !allows(given.statements(role), call))
      .map(({ action, resource }) => `${action} on ${resource}`)
  const role = `serverless-mcp-${stack}-deploy`

  test.each(Object.entries(actionsByType))('%s', (type, actions) => {
    expect(refused(type, actions, role, stack)).toEqual([])
  })

  test('the push of an image', () => {
    expect(refused('', pushActions, role, stack)).toEqual([])
  })

  test('and what it writes of another stack is refused, where AWS tells whose it is', () => {
    const other = stack === 'dev' ? 'prod' : 'dev'
    const writes = ['lambda:UpdateFunctionCode', 'ecr:PutImage', 'logs:DeleteLogGroup', 'sns:DeleteTopic']
    const more = [
      'iam:PutRolePolicy',
      'cloudwatch:DeleteAlarms',
      'codedeploy:DeleteApplication',
      'acm:DeleteCertificate',
    ]
    const all = [...writes, ...more, 'route53:ChangeResourceRecordSets', 'acm:RequestCertificate']
    expect(refused('', all, role, other)).toHaveLength(all.length)
    expect(refused('aws:apigateway/domainName:DomainName', ['apigateway:PATCH'], role, other)).toHaveLength(1)
  })
})
