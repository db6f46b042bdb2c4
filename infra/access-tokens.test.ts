import { describe, expect, test } from 'vitest'
import { policies } from '../policy/policies.ts'
import { apiLines, endpoint, readOnly } from '../testing/api-lines.ts'
import { audit } from '../testing/pulumi/audit.ts'
import { type Deployment, deploy } from '../testing/pulumi/mocked-deployment.ts'
import type { openApi } from './openapi.ts'

type Document = ReturnType<typeof openApi>

const functions = 'aws:lambda/function:Function'
const documentOf = (deployment: Deployment): Document =>
  JSON.parse(String(deployment.one('aws:apigateway/restApiPut:RestApiPut').inputs.body))
const triggerOf = (deployment: Deployment) => deployment.one('aws:apigateway/deployment:Deployment').inputs.triggers

describe('access tokens of an authorization server', () => {
  const jwt = { issuer: 'https://login.example.com/', scopes: ['mcp:call', 'mcp:read'], claims: ['email'] }
  const config = { authorization: 'jwt', jwt }
  const stage = 'https://api123.execute-api.ap-southeast-2.amazonaws.com/prod'
  const variablesOf = (deployment: Deployment, nameEnd: string) =>
    (deployment.one(functions, nameEnd).inputs.environment as { variables: Record<string, unknown> }).variables
  const challengeOf = (deployment: Deployment) =>
    documentOf(deployment)['x-amazon-apigateway-gateway-responses'].UNAUTHORIZED.responseParameters[
      'gatewayresponse.header.WWW-Authenticate'
    ]
  const metadataOf = (deployment: Deployment) => {
    const { paths } = documentOf(deployment) as unknown as { paths: Record<string, { get: Health }> }
    const { get } = paths['/.well-known/oauth-protected-resource/mcp'] ?? fail()
    return JSON.parse(get['x-amazon-apigateway-integration'].responses.default.responseTemplates['application/json'])
  }
  type Health = Document['paths']['/healthz']['get']
  const fail = () => {
    throw new Error('The document has no metadata.')
  }

  test('have this API', async () => {
    const metadata = `${stage}/.well-known/oauth-protected-resource/mcp`
    const challenge = (error: string) => `Bearer ${error}scope="mcp:call mcp:read", resource_metadata="${metadata}"`
    expect(apiLines(documentOf(await deploy('prod', { config })))).toEqual([
      ...endpoint('whoever has bearer, aws_proxy serverless-mcp-prod-server:live invocations 25500 ms'),
      ...readOnly('/healthz', 'no-store'),
      ...readOnly('/.well-known/oauth-protected-resource', 'public, max-age=3600'),
      ...readOnly('/.well-known/oauth-protected-resource/mcp', 'public, max-age=3600'),
      `UNAUTHORIZED: 401, WWW-Authenticate: ${challenge('')}`,
      `ACCESS_DENIED: 403, WWW-Authenticate: ${challenge('error="insufficient_scope", ')}`,
      'MISSING_AUTHENTICATION_TOKEN: 404',
      'DEFAULT_4XX: its own status',
      'DEFAULT_5XX: its own status',
    ])
  })

  test('are verified by the authorizer, for the URL that it sees, with time for its issuer', async () => {
    const deployment = await deploy('prod', { config })
    expect(variablesOf(deployment, '-authorizer')).toEqual({
      AUTHORIZATION: 'jwt',
      JWT_ISSUER: 'https://login.example.com/',
      JWT_SCOPES: 'mcp:call,mcp:read',
      JWT_CLAIMS: 'email',
      JWT_CLOCK_TOLERANCE: '5',
    })
    expect(deployment.one(functions, '-authorizer').inputs.timeout).toBe(10)
    expect(variablesOf(deployment, '-server')).toMatchObject({ AUTHORIZATION: 'jwt' })
  })

  test('are asked for by a challenge that names metadata below the stage', async () => {
    const deployment = await deploy('prod', { config })
    const url = `${stage}/.well-known/oauth-protected-resource/mcp`
    expect(challengeOf(deployment)).toBe(`'Bearer scope="mcp:call mcp:read", resource_metadata="${url}"'`)
    expect(metadataOf(deployment).resource).toBe(deployment.outputs.McpEndpoint)
  })

  test('are for the domain where there is one, and for an audience where one is named', async () => {
    const domain = { name: 'mcp.example.com', zone: 'example.com' }
    const deployment = await deploy('prod', { config: { ...config, domain } })
    expect(variablesOf(deployment, '-authorizer')).toMatchObject({ JWT_AUDIENCE: 'https://mcp.example.com/mcp' })
    expect(challengeOf(deployment)).toContain('"https://mcp.example.com/.well-known/oauth-protected-resource/mcp"')
    expect(metadataOf(deployment).resource).toBe('https://mcp.example.com/mcp')
    const named = await deploy('prod', { config: { ...config, domain, jwt: { ...jwt, audience: 'api://mcp' } } })
    expect(variablesOf(named, '-authorizer')).toMatchObject({ JWT_AUDIENCE: 'api://mcp' })
    expect(metadataOf(named).resource).toBe('https://mcp.example.com/mcp')
  })

  test('hold to the policies', async () => {
    const { resources } = await deploy('prod', { config })
    const violations = await audit(policies, resources)
    expect(violations.filter(({ level }) => level === 'mandatory')).toEqual([])
  })

  test('deploy the API anew when the issuer or its scopes change, and not for what the authorizer alone has to know', async () => {
    const trigger = async (change: object) =>
      triggerOf(await deploy('prod', { config: { ...config, jwt: { ...jwt, ...change } } }))
    const before = await trigger({})
    expect(await trigger({ clockTolerance: 9 })).toEqual(before)
    expect(await trigger({ issuer: 'https://login.example.com' })).not.toEqual(before)
    expect(await trigger({ scopes: [] })).not.toEqual(before)
  })
})
