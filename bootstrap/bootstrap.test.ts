import { beforeAll, describe, expect, test } from 'vitest'
import { listed } from '../testing/listed.ts'
import { account, type Bootstrap, bootstrap, region } from '../testing/pulumi/mocked-bootstrap.ts'

const issuer = 'token.actions.githubusercontent.com'
const provider = 'aws:iam/openIdConnectProvider:OpenIdConnectProvider'
const deployRoles = ['dev', 'qas', 'prod'].map(stack => `serverless-mcp-${stack}-deploy`)
const previewRole = 'serverless-mcp-dev-preview'

let given: Bootstrap
beforeAll(async () => {
  given = await bootstrap()
})
const subjectsOf = ({ trust }: Bootstrap, role: string) =>
  trust(role).Statement[0]?.Condition?.StringEquals?.[`${issuer}:sub`]

describe('the trust', () => {
  test.each([
    ['serverless-mcp-dev-deploy', 'repo:owner/name:environment:dev'],
    ['serverless-mcp-qas-deploy', 'repo:owner/name:environment:qas'],
    ['serverless-mcp-prod-deploy', 'repo:owner/name:environment:prod'],
    [previewRole, 'repo:owner/name:pull_request'],
  ])('of %s is in %s, and in a token made for AWS', (role, subject) => {
    expect(given.trust(role)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: expect.stringContaining('github') },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: [subject] } },
        },
      ],
    })
  })

  test('names both forms of the subject, each exactly, for a repository with numbers', async () => {
    const numbered = await bootstrap({ repository: 'owner/name', ownerId: 12, repositoryId: 345 })
    expect(subjectsOf(numbered, 'serverless-mcp-prod-deploy')).toEqual([
      'repo:owner/name:environment:prod',
      'repo:owner@12/name@345:environment:prod',
    ])
    expect(subjectsOf(numbered, previewRole)).toEqual([
      'repo:owner/name:pull_request',
      'repo:owner@12/name@345:pull_request',
    ])
  })

  test('has no wildcard, and lasts for an hour', async () => {
    const roles = given.all('aws:iam/role:Role').filter(({ name }) => name !== 'api-log')
    expect(roles.map(({ name }) => name).sort()).toEqual([...deployRoles, previewRole].sort())
    for (const { name, inputs } of roles) {
      expect(inputs).toMatchObject({ path: '/github/', maxSessionDuration: 3600 })
      expect(JSON.stringify(subjectsOf(given, name))).not.toMatch(/[*?]/)
      expect(Object.keys(given.trust(name).Statement[0]?.Condition ?? {})).toEqual(['StringEquals'])
    }
  })
})

describe('the identity provider', () => {
  test('is made, for AWS only', () => {
    expect(given.all(provider).map(({ inputs }) => inputs)).toEqual([
      { url: `https://${issuer}`, clientIdLists: ['sts.amazonaws.com'] },
    ])
  })

  test('that exists is trusted', async () => {
    const { all, trust } = await bootstrap({ repository: 'owner/name', oidcProvider: 'existing' })
    expect(all(provider)).toEqual([])
    expect(trust(previewRole).Statement[0]?.Principal).toEqual({
      Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
    })
  })
})

describe('the state', () => {
  const one = (type: string) => given.resources.find(resource => resource.type === type)

  test('lies in a bucket with versions, encrypted, private, by TLS only', () => {
    const name = `serverless-mcp-pulumi-${account}-${region}`
    expect(given.outputs.stateBucket).toBe(name)
    expect(one('aws:s3/bucket:Bucket')?.inputs).toEqual({ bucket: name })
    expect(one('aws:s3/bucketVersioning:BucketVersioning')?.inputs).toMatchObject({
      versioningConfiguration: { status: 'Enabled' },
    })
    expect(one('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock')?.inputs).toMatchObject({
      ...{ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    })
    const encryption = one('aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration')
    expect(encryption?.inputs.rules).toMatchObject([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: 'aws:kms',
          kmsMasterKeyId: expect.stringContaining('arn:'),
        },
      },
    ])
    expect(one('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration')?.inputs.rules).toMatchObject([
      { status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: 90 } },
    ])
    expect(JSON.parse(String(one('aws:s3/bucketPolicy:BucketPolicy')?.inputs.policy)).Statement).toMatchObject([
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ])
  })

  test('has a key that rotates, under a name', () => {
    expect(one('aws:kms/key:Key')?.inputs).toMatchObject({ enableKeyRotation: true })
    expect(one('aws:kms/alias:Alias')?.inputs).toMatchObject({ name: 'alias/serverless-mcp-pulumi' })
  })

  test('is protected', () => {
    const isProtected = given.resources.filter(({ opts }) => opts.protect).map(({ type }) => type)
    expect(isProtected.sort()).toEqual([
      'aws:kms/alias:Alias',
      'aws:kms/key:Key',
      'aws:s3/bucket:Bucket',
      'aws:s3/bucketObject:BucketObject',
    ])
  })
})

describe("API Gateway's log role", () => {
  test('is made, and stays when this goes', () => {
    const made = given.resources.filter(({ name }) => name === 'api-log')
    expect(made.map(({ type }) => type)).toContain('aws:apigateway/account:Account')
    expect(made.filter(({ opts }) => !opts.retainOnDelete)).toEqual([])
  })

  test('that exists is left alone', async () => {
    const { all } = await bootstrap({ repository: 'owner/name', apiLogRole: 'existing' })
    expect(all('aws:apigateway/account:Account')).toEqual([])
  })
})

test('prints the commands that tell GitHub', () => {
  expect(given.outputs.commands).toEqual(listed(new URL('./listed/commands.txt', import.meta.url)))
})

test('serves another project, with other environments, and previews the first', async () => {
  const { outputs, all } = await bootstrap({ repository: 'o/n', project: 'tools', environments: ['test', 'live'] })
  expect(Object.keys(outputs.deployRoles as object)).toEqual(['test', 'live'])
  expect(outputs.stateBucket).toBe(`tools-pulumi-${account}-${region}`)
  const roles = all('aws:iam/role:Role').map(({ name }) => name)
  expect(roles).toContain('tools-test-preview')
  expect(roles).not.toContain('tools-live-preview')
})
