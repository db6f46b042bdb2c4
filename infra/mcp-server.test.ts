import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { policies } from '../policy/policies.ts'
import { apiLines, endpoint, readOnly } from '../testing/api-lines.ts'
import { audit } from '../testing/pulumi/audit.ts'
import { builtDigest, type Deployment, deploy, goodToken, isSecret } from '../testing/pulumi/mocked-deployment.ts'
import { bearerExpression, type openApi } from './openapi.ts'

type Document = ReturnType<typeof openApi>

/** A stack that makes use of what it can add. */
const everything = {
  webAclArn: 'arn:aws:wafv2:ap-southeast-2:123456789012:regional/webacl/edge/0',
  alarmEmail: 'ops@example.com',
  allowedOrigins: ['https://app.example.com'],
  apiLogRole: 'existing',
  domain: { name: 'mcp.example.com', zone: 'example.com' },
  lambda: { reservedConcurrency: 20, provisionedConcurrency: 2, environment: { REPORTS_TABLE: 'reports' } },
}

const functions = 'aws:lambda/function:Function'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const documentOf = (deployment: Deployment): Document =>
  JSON.parse(String(deployment.one('aws:apigateway/restApiPut:RestApiPut').inputs.body))
const triggerOf = (deployment: Deployment) => deployment.one('aws:apigateway/deployment:Deployment').inputs.triggers

describe.each(['dev', 'qas', 'prod'])('the stack %s', stack => {
  let deployment: Deployment
  beforeAll(async () => {
    deployment = await deploy(stack)
  })

  test('has this API', () => {
    const post = {
      dev: 'anybody, aws_proxy serverless-mcp-dev-server:live invocations 15500 ms',
      qas: 'whoever has bearer, aws_proxy serverless-mcp-qas-server:live invocations 20500 ms',
      prod: 'whoever has bearer, aws_proxy serverless-mcp-prod-server:live invocations 25500 ms',
    }[stack]
    expect(apiLines(documentOf(deployment))).toEqual([
      ...endpoint(post ?? ''),
      ...readOnly('/healthz', 'no-store'),
      'UNAUTHORIZED: 401, WWW-Authenticate: Bearer',
      'ACCESS_DENIED: 403',
      'MISSING_AUTHENTICATION_TOKEN: 404',
      'DEFAULT_4XX: its own status',
      'DEFAULT_5XX: its own status',
    ])
  })

  test('asks an authorizer, if it has one, about each token, and keeps the verdict for five minutes', () => {
    const bearer = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: expect.stringContaining(`:function:serverless-mcp-${stack}-authorizer:live/invocations`),
        authorizerResultTtlInSeconds: 300,
        identityValidationExpression: bearerExpression,
      },
    }
    expect(documentOf(deployment).components).toEqual(stack === 'dev' ? undefined : { securitySchemes: { bearer } })
  })

  test('authorizes POST /mcp exactly where its file says so', () => {
    const { security } = documentOf(deployment).paths['/mcp'].post
    expect(security).toEqual(stack === 'dev' ? [] : [{ bearer: [] }])
    expect(deployment.all(functions)).toHaveLength(stack === 'dev' ? 1 : 2)
  })

  test('runs one image, by digest, with a command for each function', () => {
    const lambdas = deployment.all(functions).map(({ inputs }) => inputs)
    const image = `123456789012.dkr.ecr.ap-southeast-2.amazonaws.com/serverless-mcp-${stack}@${builtDigest}`
    expect(lambdas.map(({ imageUri }) => imageUri)).toEqual(lambdas.map(() => image))
    const commands = lambdas.map(({ imageConfig }) => (imageConfig as { commands: string[] }).commands[0])
    expect(commands.sort()).toEqual(stack === 'dev' ? ['app.handler'] : ['app.handler', 'authorizer.handler'])
  })

  test('has the API call the alias live of each function', () => {
    for (const { inputs } of deployment.all('aws:lambda/alias:Alias')) expect(inputs.name).toBe('live')
    const { paths, components } = documentOf(deployment)
    expect(paths['/mcp'].post['x-amazon-apigateway-integration'].uri).toContain(`serverless-mcp-${stack}-server:live/`)
    const authorizer = components?.securitySchemes.bearer['x-amazon-apigateway-authorizer'].authorizerUri
    if (stack !== 'dev') expect(authorizer).toContain(`serverless-mcp-${stack}-authorizer:live/`)
  })

  test('lets API Gateway alone invoke, and only through this API', () => {
    const permissions = deployment.all('aws:lambda/permission:Permission').map(({ inputs }) => inputs)
    expect(permissions).toHaveLength(stack === 'dev' ? 1 : 2)
    for (const { principal, sourceArn, qualifier } of permissions) {
      expect({ principal, qualifier }).toEqual({ principal: 'apigateway.amazonaws.com', qualifier: 'live' })
      expect(sourceArn).toMatch(
        /^arn:aws:execute-api:ap-southeast-2:123456789012:api123\/(\w+\/POST\/mcp|authorizers\/\*)$/,
      )
    }
  })

  test('puts the document into an API that exists, and deploys it then', () => {
    const api = deployment.one('aws:apigateway/restApi:RestApi')
    expect(api.inputs).not.toHaveProperty('body')
    expect(documentOf(deployment).info.title).toBe(api.inputs.name)
    const [{ opts }, { type, name }] = [
      deployment.one('aws:apigateway/deployment:Deployment'),
      deployment.one('aws:apigateway/restApiPut:RestApiPut'),
    ]
    expect(opts.dependsOn.some(urn => urn.endsWith(`${type}::${name}`))).toBe(true)
  })

  test('lets a role do nothing but write logs and traces, as shipped', () => {
    for (const { inputs } of deployment.all('aws:iam/rolePolicy:RolePolicy')) {
      const { Statement } = JSON.parse(String(inputs.policy)) as {
        Statement: { Action: string[]; Resource: string[] }[]
      }
      expect(Statement.map(({ Action }) => Action)).toEqual([
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      ])
      expect(Statement[0]?.Resource).toEqual([expect.stringMatching(/^arn:.*:\*$/)])
    }
  })

  test('lets no role go beyond the boundary of the account', async () => {
    const permissionsBoundary = `arn:aws:iam::123456789012:policy/github/serverless-mcp-${stack}-boundary`
    const config = { ...everything, permissionsBoundary, release: 'canary', authorization: 'token', lambda: {} }
    const { all } = await deploy(stack, { config })
    const roles = all('aws:iam/role:Role')
    expect(roles).toHaveLength(3)
    for (const { inputs } of roles) expect(inputs).toMatchObject({ permissionsBoundary })
    for (const { inputs } of deployment.all('aws:iam/role:Role'))
      expect(inputs).not.toHaveProperty('permissionsBoundary')
  })

  test('has logs that end, in JSON, in groups of its own', () => {
    const groups = deployment.all('aws:cloudwatch/logGroup:LogGroup').map(({ inputs }) => inputs)
    const days = { dev: 7, qas: 30, prod: 365 }[stack]
    for (const { retentionInDays } of groups) expect(retentionInDays).toBe(days)
    for (const { inputs } of deployment.all(functions)) {
      expect(inputs.loggingConfig).toMatchObject({
        logFormat: 'JSON',
        logGroup: expect.stringMatching(`^/serverless-mcp/${stack}/`),
      })
    }
  })

  test('makes the role by which API Gateway logs, and leaves it behind', () => {
    const account = deployment.one('aws:apigateway/account:Account')
    expect(account.opts.retainOnDelete).toBe(true)
    expect(deployment.one('aws:iam/role:Role', '-api-log').opts.retainOnDelete).toBe(true)
    const stage = deployment.one('aws:apigateway/stage:Stage')
    expect(stage.opts.dependsOn.some(urn => urn.includes(account.type))).toBe(true)
  })

  test('lets Lambda pull the image, for functions of its account and region', () => {
    const { policy } = deployment.one('aws:ecr/repositoryPolicy:RepositoryPolicy').inputs
    expect(JSON.parse(String(policy)).Statement).toMatchObject([
      {
        Principal: { Service: 'lambda.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:ap-southeast-2:123456789012:function:*' },
        },
      },
    ])
  })

  test('tells a topic that CloudWatch may publish to', () => {
    const topic = deployment.one('aws:sns/topic:Topic')
    expect(topic.inputs).not.toHaveProperty('kmsMasterKeyId')
    const { policy } = deployment.one('aws:sns/topicPolicy:TopicPolicy').inputs
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Principal: { Service: 'cloudwatch.amazonaws.com' } }],
    })
    for (const { inputs } of deployment.all('aws:cloudwatch/metricAlarm:MetricAlarm')) {
      expect(inputs.alarmActions).toEqual([expect.stringContaining(topic.name)])
    }
  })

  test('protects what must not be lost, and only that', () => {
    const protectedTypes = deployment.resources.filter(({ opts }) => opts.protect).map(({ type }) => type)
    expect(protectedTypes).toEqual(stack === 'prod' ? ['aws:ecr/repository:Repository'] : [])
  })

  test('reserves no concurrency, which a new account refuses', () => {
    for (const { inputs } of deployment.all(functions))
      expect(inputs).not.toHaveProperty('reservedConcurrentExecutions')
    expect(deployment.all('aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig')).toEqual([])
  })

  test('hands out what people and workflows need', () => {
    expect(deployment.outputs).toEqual({
      McpEndpoint: `https://api123.execute-api.ap-southeast-2.amazonaws.com/${stack}/mcp`,
      imageUri: expect.stringContaining(builtDigest),
      functionName: `serverless-mcp-${stack}-server`,
      functionVersion: '7',
      aliasName: 'live',
      logGroups: {
        server: `/serverless-mcp/${stack}/server`,
        access: `/serverless-mcp/${stack}/access`,
        ...(stack !== 'dev' && { authorizer: `/serverless-mcp/${stack}/authorizer` }),
      },
      consoleLinks: expect.objectContaining({
        log: expect.stringContaining(`log-group/$252Fserverless-mcp$252F${stack}$252Fserver`),
      }),
    })
  })

  test('keeps no token in clear anywhere, and its digest as a secret', () => {
    const everything = JSON.stringify(deployment.resources)
    expect(everything).not.toContain(goodToken)
    if (stack === 'dev') return
    const { environment } = deployment.one(functions, '-authorizer').inputs
    const { TOKEN_DIGESTS } = (environment as { variables: Record<string, unknown> }).variables
    expect(isSecret(TOKEN_DIGESTS)).toBe(true)
    expect(JSON.stringify(environment)).toContain(sha256(goodToken))
    const others = deployment.resources.filter(({ name, type }) => type !== functions || !name.endsWith('-authorizer'))
    expect(JSON.stringify(others)).not.toContain(sha256(goodToken))
  })
})

describe('the policies hold', () => {
  test.each(['dev', 'qas', 'prod'])('on the stack %s, as shipped', async stack => {
    const { resources } = await deploy(stack)
    const violations = await audit(policies, resources)
    expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([])
  })

  test('on a stack with everything that can be added', async () => {
    const { resources } = await deploy('prod', { config: everything })
    const violations = await audit(policies, resources)
    expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([])
  })

  test('not on one in production that anybody may call, unless that is said, and then it is told', async () => {
    const { resources } = await deploy('prod', { config: { authorization: 'none', allowPublic: true } })
    const violations = await audit(policies, resources)
    expect(violations.map(({ level, message }) => `${level}: ${message}`)).toContainEqual(
      expect.stringMatching(/^advisory: [\s\S]*Waived: mcp:allowPublic/),
    )
  })
})

describe('a token', () => {
  test('can be rotated in before the other leaves', async () => {
    const deployment = await deploy('prod', { tokens: [goodToken, `${goodToken}-2`] })
    const { environment } = deployment.one(functions, '-authorizer').inputs
    expect(JSON.stringify(environment)).toContain(`${sha256(goodToken)},${sha256(`${goodToken}-2`)}`)
  })
})

describe('the API is deployed anew', () => {
  test('when its document changes, and not otherwise', async () => {
    const before = triggerOf(await deploy('dev'))
    expect(triggerOf(await deploy('dev', { config: { throttle: { rate: 1 } } }))).toEqual(before)
    expect(triggerOf(await deploy('dev', { config: { lambda: { timeout: 5 } } }))).not.toEqual(before)
  })
})

describe('a domain', () => {
  const domain = { name: 'mcp.example.com', zone: 'example.com' }
  const switchedOff = (deployment: Deployment) => [
    deployment.one('aws:apigateway/restApi:RestApi').inputs.disableExecuteApiEndpoint,
    documentOf(deployment).servers?.map(server => server['x-amazon-apigateway-endpoint-configuration']),
  ]

  test('is a second address, and protected', async () => {
    const deployment = await deploy('prod', { config: { domain } })
    expect(deployment.outputs.McpEndpoint).toBe('https://mcp.example.com/mcp')
    expect(documentOf(deployment).servers).toMatchObject([{ url: 'https://mcp.example.com' }])
    expect(switchedOff(deployment)).toEqual([false, [{ disableExecuteApiEndpoint: false }]])
    expect(deployment.one('aws:apigateway/domainName:DomainName')).toMatchObject({
      inputs: { securityPolicy: 'TLS_1_2' },
      opts: { protect: true },
    })
  })

  test('is the only one where the stack says so', async () => {
    const deployment = await deploy('prod', { config: { domain: { ...domain, exclusive: true } } })
    expect(switchedOff(deployment)).toEqual([true, [{ disableExecuteApiEndpoint: true }]])
  })

  test('can be reached before clients are referred to it, and before tokens have to be for it', async () => {
    const jwt = { issuer: 'https://login.example.com' }
    const deployment = await deploy('prod', { config: { domain, authorization: 'jwt', jwt } })
    const address = deployment.all('aws:route53/record:Record').find(({ inputs }) => inputs.type === 'A')
    for (const { opts } of [
      deployment.one('aws:apigateway/restApiPut:RestApiPut'),
      deployment.one(functions, '-authorizer'),
    ])
      expect(opts.dependsOn.filter(urn => urn.endsWith(`Record::${address?.name}`))).toHaveLength(1)
  })
})

describe('a stack that streams', () => {
  const config = { streaming: true, lambda: { timeout: 300 } }
  const integrationOf = (deployment: Deployment) =>
    documentOf(deployment).paths['/mcp'].post['x-amazon-apigateway-integration']

  test('has another command, another ARN of the same alias, and no more permissions than others', async () => {
    const [streaming, buffered] = [await deploy('prod', { config }), await deploy('prod')]
    expect(streaming.one(functions, '-server').inputs.imageConfig).toEqual({ commands: ['app.stream'] })
    expect(integrationOf(streaming)).toEqual({
      type: 'aws_proxy',
      httpMethod: 'POST',
      responseTransferMode: 'STREAM',
      timeoutInMillis: 300_500,
      uri: expect.stringMatching(
        /^arn:aws:apigateway:ap-southeast-2:lambda:path\/2021-11-15\/functions\/arn:aws:lambda:ap-southeast-2:\d{12}:function:serverless-mcp-prod-server:live\/response-streaming-invocations$/,
      ),
    })
    const permissionsOf = (deployment: Deployment) =>
      deployment.all('aws:lambda/permission:Permission').map(({ inputs }) => inputs)
    expect(permissionsOf(streaming)).toEqual(permissionsOf(buffered))
  })

  test('waits no longer than API Gateway can', async () => {
    const longest = await deploy('dev', { config: { streaming: true, lambda: { timeout: 900 } } })
    expect(integrationOf(longest)).toMatchObject({ timeoutInMillis: 900_000 })
  })

  test('keeps to the policies, with everything else that can be added', async () => {
    const { resources } = await deploy('prod', { config: { ...everything, streaming: true } })
    const violations = await audit(policies, resources)
    expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([])
  })
})

describe('canary releases', () => {
  test('leave version and weights of the alias to CodeDeploy, which goes back on an alarm', async () => {
    const deployment = await deploy('prod', { config: { release: 'canary' } })
    expect(deployment.one('aws:lambda/alias:Alias', '-server').opts.ignoreChanges).toEqual([
      'functionVersion',
      'routingConfig',
    ])
    expect(deployment.one('aws:lambda/alias:Alias', '-authorizer').opts.ignoreChanges).toEqual([])
    const group = deployment.one('aws:codedeploy/deploymentGroup:DeploymentGroup').inputs
    expect(group).toMatchObject({
      deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      alarmConfiguration: { enabled: true, alarms: ['serverless-mcp-prod-5xx', 'serverless-mcp-prod-errors'] },
    })
  })

  test('are not there with direct ones, where the alias moves with each version', async () => {
    const deployment = await deploy('prod')
    expect(deployment.one('aws:lambda/alias:Alias', '-server').opts.ignoreChanges).toEqual([])
    expect(deployment.all('aws:codedeploy/application:Application')).toEqual([])
  })
})

describe('what a stack may add', () => {
  test('a web ACL, an address for alarms, concurrency, variables, origins, a log role that exists', async () => {
    const deployment = await deploy('prod', { config: everything })
    const { webAclArn } = everything
    expect(deployment.one('aws:wafv2/webAclAssociation:WebAclAssociation').inputs).toMatchObject({ webAclArn })
    expect(deployment.one('aws:sns/topicSubscription:TopicSubscription').inputs).toMatchObject({
      endpoint: 'ops@example.com',
    })
    const server = deployment.one(functions, '-server').inputs
    expect(server.reservedConcurrentExecutions).toBe(20)
    expect(server.environment).toMatchObject({
      variables: { REPORTS_TABLE: 'reports', ALLOWED_ORIGINS: 'https://app.example.com', AUTHORIZATION: 'token' },
    })
    expect(deployment.one('aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig').inputs).toMatchObject(
      {
        qualifier: 'live',
      },
    )
    expect(deployment.all('aws:apigateway/account:Account')).toEqual([])
  })
})

describe('a configuration that cannot be used', () => {
  test.each([
    ['prod', { tokens: [] }, /mcp:tokens must hold a token/],
    ['prod', { tokens: ['short'] }, /mcp:tokens\[0\] must have at least 32 characters/],
    ['prod', { tokens: [], config: { tokens: 'clear' } }, /mcp:tokens must be a list of secrets/],
    ['dev', { config: { authorization: undefined } }, /mcp:authorization must be set/],
    ['dev', { docker: false }, /no Docker engine answers\. Install and start Docker, or name an image that exists/],
  ])('of %s, with %j, ends before anything is registered', async (stack, given, message) => {
    await expect(deploy(stack, given)).rejects.toThrow(message)
  })
})
