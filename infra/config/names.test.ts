import { beforeAll, describe, expect, test } from 'vitest'
import { type Deployment, deploy } from '../../testing/pulumi/mocked-deployment.ts'
import { nameRules, unfitNames } from './names.ts'

describe('a name that AWS would refuse half way is refused before:', () => {
  test.each<[string, string, RegExp[]]>([
    ['serverless-mcp', 'Test_1', [/the image repository serverless-mcp-Test_1, .*lower-case.* name for the stack/]],
    ['serverless-mcp', '-', [/the image repository serverless-mcp--, .* name for the stack/]],
    ['Tools', 'dev', [/the image repository Tools-dev, .* name for the project, in Pulumi\.yaml/]],
    [
      'my.tools',
      'dev',
      [
        /a function my\.tools-dev-authorizer-1234567, which must be of letters, digits, - and _\..*project/,
        /the topic of the alarms my\.tools-dev-alarms-1234567, which must be of/,
      ],
    ],
    [
      'a'.repeat(28),
      'b'.repeat(20),
      [/a role .* at most 64 characters long, not 68.* together may have 44/, /a function .* together may have 44/],
    ],
    ['a'.repeat(14), 'b'.repeat(31), [/a role .* may have 44/, /a function .* may have 44/]],
  ])('%s, %s', (project, stack, expected) => {
    expect(unfitNames(project, stack)).toEqual(expected.map(message => expect.stringMatching(message)))
  })

  test.each([
    ['serverless-mcp', 'dev'],
    ['serverless-mcp', 'pr-1'],
    ['serverless-mcp', 'test_1'],
    ['a'.repeat(14), 'b'.repeat(30)],
    ['2', '1'],
  ])('but not %s, %s', (project, stack) => {
    expect(unfitNames(project, stack)).toEqual([])
  })
})

describe('the table has', () => {
  /** Named by AWS, by a name that has a rule already, or by what has one of its own in the configuration. */
  const others = [
    ...['acm/certificate:Certificate', 'acm/certificateValidation:CertificateValidation'],
    ...['apigateway/basePathMapping:BasePathMapping', 'apigateway/deployment:Deployment'],
    ...['apigateway/domainName:DomainName', 'apigateway/methodSettings:MethodSettings'],
    ...['apigateway/restApi:RestApi', 'apigateway/restApiPut:RestApiPut', 'apigateway/account:Account'],
    ...['codedeploy/deploymentGroup:DeploymentGroup', 'ecr/lifecyclePolicy:LifecyclePolicy'],
    ...['ecr/repositoryPolicy:RepositoryPolicy', 'iam/rolePolicy:RolePolicy'],
    ...['iam/rolePolicyAttachment:RolePolicyAttachment', 'lambda/alias:Alias', 'lambda/permission:Permission'],
    ...['route53/record:Record', 'sns/topicPolicy:TopicPolicy', 'sns/topicSubscription:TopicSubscription'],
    'wafv2/webAclAssociation:WebAclAssociation',
  ].map(type => `aws:${type}`)

  let deployment: Deployment
  beforeAll(async () => {
    deployment = await deploy('prod', {
      config: {
        release: 'canary',
        alarmEmail: 'ops@example.com',
        webAclArn: 'arn:aws:wafv2:ap-southeast-2:123456789012:regional/webacl/edge/0',
        domain: { name: 'mcp.example.com', zone: 'example.com' },
      },
    })
  })

  test('each type of resource that has a name', () => {
    const types = [...new Set(deployment.resources.map(({ type }) => type))].filter(type => type.startsWith('aws:'))
    expect(types.filter(type => !(type in nameRules) && !others.includes(type))).toEqual([])
  })

  test.each(Object.keys(nameRules))('the longest name of each %s', type => {
    const made = deployment.all(type).map(({ name, inputs }) => {
      const metric = (inputs.metricTransformation as { name?: string } | undefined)?.name
      return String(metric ?? inputs.stageName ?? inputs.name ?? `${name}-1234567`)
    })
    const lengths = (names: string[]) => Math.max(...names.map(({ length }) => length))
    const table = nameRules[type]?.names('serverless-mcp', 'prod') ?? []
    // The log of what API Gateway itself does is named after the API.
    expect(lengths(made.filter(name => !name.startsWith('API-Gateway')))).toBe(lengths(table))
    expect(made).toEqual(expect.arrayContaining([table.toSorted((a, b) => b.length - a.length)[0]]))
  })
})
