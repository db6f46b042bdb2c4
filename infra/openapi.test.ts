import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import { bearerToken } from '../app/auth/bearer-token.ts'
import { bearerExpression, type OpenApiArgs, openApi } from './openapi.ts'

const args: OpenApiArgs = {
  title: 'serverless-mcp-dev',
  serverUri: 'arn:server',
  authorizerUri: 'arn:authorizer',
  authorizerTtlSeconds: 300,
  timeoutMs: 21_000,
}
const { authorizerUri: _, ...open } = args
const protectedResource = {
  endpoint: 'https://api123.execute-api.eu-west-1.amazonaws.com/dev/mcp',
  issuer: 'https://login.example.com',
  scopes: ['mcp:call'],
}

describe.each([
  ['with an authorizer', openApi(args)],
  ['without', openApi(open)],
  ['of a stack that streams', openApi({ ...args, streaming: true, timeoutMs: 900_000 })],
  ['of a domain', openApi({ ...args, domain: 'mcp.acme.test' })],
  ['of an authorization server', openApi({ ...args, protectedResource })],
])('the document %s', (_name, document) => {
  test('passes the linter', async () => {
    // What an API Gateway import has no use for: servers, a licence, tags, 4XX of mocks.
    const rules = {
      'no-empty-servers': 'off',
      'info-license': 'off',
      'operation-4xx-response': 'off',
      'operation-2xx-response': 'off',
    } as const
    const config = await createConfig({ extends: ['recommended-strict'], rules })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([])
  })

  test('says of every operation whether it asks for a token', () => {
    for (const operations of Object.values(document.paths)) {
      for (const operation of Object.values(operations)) expect(operation).toHaveProperty('security')
    }
  })

  test('holds no template that Velocity would run, but for the variables that are meant', () => {
    const templates = JSON.stringify(document).match(/"responseTemplates":\{[^}]*?:"((?:[^"\\]|\\.)*)"/g) ?? []
    expect(templates.length).toBeGreaterThan(5)
    const meant = /\$context\.(requestId|error\.messageString)/g
    for (const template of templates) expect(template.replace(meant, '')).not.toMatch(/[$#]/)
  })

  test('gives an unknown path 404, a missing token a challenge, and no status to the defaults', () => {
    const responses = document['x-amazon-apigateway-gateway-responses']
    expect(responses.MISSING_AUTHENTICATION_TOKEN).toMatchObject({ statusCode: 404 })
    expect(responses.UNAUTHORIZED).toMatchObject({
      statusCode: 401,
      responseParameters: { 'gatewayresponse.header.WWW-Authenticate': expect.stringMatching(/^'Bearer[^']*'$/) },
    })
    for (const byDefault of [responses.DEFAULT_4XX, responses.DEFAULT_5XX]) {
      expect(byDefault).not.toHaveProperty('statusCode')
      expect(byDefault.responseParameters).toHaveProperty(['gatewayresponse.header.Access-Control-Allow-Origin'])
    }
  })

  test('has JSON templates that are JSON', () => {
    for (const { responseTemplates } of Object.values(document['x-amazon-apigateway-gateway-responses'])) {
      const text = responseTemplates['application/json'].replace('$context.error.messageString', '"Forbidden"')
      expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0', error: { data: { requestId: '$context.requestId' } } })
    }
  })
})

test('POST /mcp is authorized exactly where there is an authorizer', () => {
  expect(openApi(args).paths['/mcp'].post.security).toEqual([{ bearer: [] }])
  expect(openApi(open).paths['/mcp'].post.security).toEqual([])
  expect(openApi(open)).not.toHaveProperty('components')
})

test('tells clients of an authorization server exactly where there is one', () => {
  const wellKnown = ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']
  expect(Object.keys(openApi({ ...args, protectedResource }).paths)).toEqual(['/mcp', '/healthz', ...wellKnown])
  expect(Object.keys(openApi(args).paths)).toEqual(['/mcp', '/healthz'])
  const { UNAUTHORIZED } = openApi(args)['x-amazon-apigateway-gateway-responses']
  expect(UNAUTHORIZED.responseParameters).toMatchObject({ 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" })
})

test('answers stream only where that is said', () => {
  const integration = (document: ReturnType<typeof openApi>) =>
    document.paths['/mcp'].post['x-amazon-apigateway-integration']
  expect(integration(openApi({ ...args, streaming: true }))).toMatchObject({ responseTransferMode: 'STREAM' })
  expect(integration(openApi(args))).not.toHaveProperty('responseTransferMode')
})

test('the gateway lets through exactly what the verifier would look at', () => {
  const expression = new RegExp(bearerExpression)
  for (const good of ['Bearer abc', 'bearer abc', 'Bearer  a-b._~+/c==']) expect(good).toMatch(expression)
  for (const bad of ['', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', ' Bearer a', 'Bearer a, Bearer b', 'abc']) {
    expect(bad).not.toMatch(expression)
    expect(bearerToken(bad)).toBeUndefined()
  }
})
