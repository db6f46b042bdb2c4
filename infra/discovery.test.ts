import { expect, test } from 'vitest'
import { discovery } from './discovery.ts'
import { mock } from './gateway-answers.ts'

const stage = 'https://api123.execute-api.eu-west-1.amazonaws.com/dev'
const issuer = 'https://login.example.com/'

/** What a client gets, by the parts of the document that it is made of. */
function answers(endpoint: string, scopes: string[] = [], clientScopes?: string[]) {
  const { paths, responses } = discovery({ endpoint, issuer, scopes, clientScopes })
  return {
    metadata: Object.entries(paths).map(([path, { get }]) => {
      const { responseTemplates } = get['x-amazon-apigateway-integration'].responses.default
      return [path, JSON.parse(responseTemplates['application/json'])]
    }),
    challenges: Object.entries(responses).map(([type, { statusCode, responseParameters }]) => [
      type,
      statusCode,
      responseParameters['gatewayresponse.header.WWW-Authenticate'],
    ]),
  }
}

test.each([
  [`${stage}/mcp`, `${stage}/.well-known/oauth-protected-resource/mcp`],
  ['https://mcp.acme.test/mcp', 'https://mcp.acme.test/.well-known/oauth-protected-resource/mcp'],
])('the challenge of %s names its metadata, and no scope where none is asked for', (endpoint, url) => {
  expect(answers(endpoint).challenges).toEqual([['UNAUTHORIZED', 401, `'Bearer resource_metadata="${url}"'`]])
})

test('scopes stand in both challenges and in the metadata', () => {
  const { metadata, challenges } = answers(`${stage}/mcp`, ['mcp:call', 'mcp:read'])
  const url = `${stage}/.well-known/oauth-protected-resource/mcp`
  expect(challenges).toEqual([
    ['UNAUTHORIZED', 401, `'Bearer scope="mcp:call mcp:read", resource_metadata="${url}"'`],
    [
      'ACCESS_DENIED',
      403,
      `'Bearer error="insufficient_scope", scope="mcp:call mcp:read", resource_metadata="${url}"'`,
    ],
  ])
  expect(metadata).toContainEqual([
    '/.well-known/oauth-protected-resource',
    expect.objectContaining({ scopes_supported: ['mcp:call', 'mcp:read'] }),
  ])
})

test('clients are told to ask for other scopes than tokens are held to, where that is said', () => {
  const asked = ['api://mcp/mcp.call', 'reports:read']
  const { metadata, challenges } = answers(`${stage}/mcp`, ['mcp.call'], asked)
  for (const [, , challenge] of challenges) expect(challenge).toContain(`scope="${asked.join(' ')}"`)
  expect(metadata[0]).toContainEqual(expect.objectContaining({ scopes_supported: asked }))
  expect(answers(`${stage}/mcp`, [], asked).challenges).toEqual([['UNAUTHORIZED', 401, expect.anything()]])
})

test('the metadata is the same at the address that RFC 9728 makes of the path, and at the plain one', () => {
  const document = { resource: `${stage}/mcp`, authorization_servers: [issuer], bearer_methods_supported: ['header'] }
  expect(answers(`${stage}/mcp`).metadata).toEqual([
    ['/.well-known/oauth-protected-resource', document],
    ['/.well-known/oauth-protected-resource/mcp', document],
  ])
})

test.each([
  ['a body that Velocity would run', () => mock('200', {}, '{"cost":"$5"}'), /\$ or #/],
  [
    'a header that would end early',
    () => discovery({ endpoint: `${stage}/mcp`, issuer, scopes: ["it's"] }),
    /cannot hold the quote/,
  ],
])('%s is refused', (_case, write, message) => {
  expect(write).toThrow(message)
})
