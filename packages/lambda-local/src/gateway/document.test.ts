import { describe, expect, test } from 'vitest'
import { openApi } from '../../../../infra/openapi.ts'
import { args, deployed, documentWith, open, proxyTo, tokenAuthorizer } from '../../tests/test-gateway.ts'
import { createGateway } from './create-gateway.ts'
import { parseDocument } from './document.ts'

const mock = deployed.paths['/healthz'].get['x-amazon-apigateway-integration']
const mockOf = (body: string) => ({
  ...mock,
  responses: { default: { statusCode: '200', responseTemplates: { 'application/json': body } } },
})

/** What creating a gateway for a document says. */
function refusal(document: object): string {
  const fn = tokenAuthorizer()
  try {
    createGateway({ document, stage: 'dev', functions: { 'arn:server': fn, 'arn:authorizer': fn } })
    return 'served'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const responses = (given: object) => documentWith(proxyTo, { 'x-amazon-apigateway-gateway-responses': given })

test.each([
  ['as deployed', deployed],
  ['without an authorizer', open],
  ['of a domain', openApi({ ...args, domain: 'mcp.acme.test' })],
  ['as JSON', JSON.parse(JSON.stringify(deployed))],
  ['that streams', documentWith({ ...proxyTo, responseTransferMode: 'STREAM', timeoutInMillis: 900_000 })],
  ['with binary types', documentWith(proxyTo, { 'x-amazon-apigateway-binary-media-types': ['*/*'] })],
  ['with responses that cannot occur here', responses({ THROTTLED: { statusCode: 429 }, WAF_FILTERED: {} })],
])('the document %s is served', (_which, document) => {
  expect(refusal(document)).toBe('served')
})

test.each<[what: string, document: object, said: string]>([
  [
    'an extension at the root',
    { ...open, 'x-amazon-apigateway-policy': {} },
    'x-amazon-apigateway-policy is not known here.',
  ],
  ['a key at the root', { ...open, security: [] }, 'security is not known here.'],
  [
    'an extension of an operation',
    {
      ...open,
      paths: { '/mcp': { post: { ...open.paths['/mcp'].post, 'x-amazon-apigateway-request-validator': 'all' } } },
    },
    'paths → /mcp → post → x-amazon-apigateway-request-validator is not known here.',
  ],
  [
    'a method of any kind',
    { ...open, paths: { '/mcp': { 'x-amazon-apigateway-any-method': open.paths['/mcp'].post } } },
    'paths → /mcp → x-amazon-apigateway-any-method is not known here.',
  ],
  [
    'a key of an integration',
    documentWith({ ...proxyTo, cacheNamespace: 'a' }),
    'x-amazon-apigateway-integration → cacheNamespace is not known here.',
  ],
  [
    'another integration',
    documentWith({ ...proxyTo, type: 'http_proxy' }),
    'x-amazon-apigateway-integration → type. Invalid discriminator',
  ],
  ['another method of invocation', documentWith({ ...proxyTo, httpMethod: 'GET' }), 'httpMethod'],
  ['too long a wait', documentWith({ ...proxyTo, timeoutInMillis: 30_000 }), 'timeoutInMillis must be at most 29000'],
  [
    'a mock that takes anything',
    documentWith({ ...mock, passthroughBehavior: 'when_no_match' }),
    'passthroughBehavior',
  ],
  [
    'a mock that would fail',
    documentWith({ ...mock, requestTemplates: { 'application/json': '{"statusCode":"200"}' } }),
    'must be {"statusCode": NUMBER}',
  ],
  ['a template of Velocity', documentWith(mockOf('$input.body')), 'paths./mcp.post has "$input.body"'],
  [
    'a mock where everything is binary',
    documentWith(mockOf('{}'), { 'x-amazon-apigateway-binary-media-types': ['*/*'] }),
    'it needs contentHandling CONVERT_TO_TEXT',
  ],
  [
    'a path with a parameter',
    { ...open, paths: { '/mcp/{id}': open.paths['/mcp'] } },
    'paths → /mcp/{id} must be a path without parameters',
  ],
  ['an unknown kind of response', responses({ NOT_FOUND: {} }), 'x-amazon-apigateway-gateway-responses → NOT_FOUND'],
  ['a response that AWS does not give', responses({ REQUEST_TOO_LARGE: {} }), 'cannot be customized'],
  [
    "a header of the caller's",
    responses({ DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X-A': 'method.request.header.X-A' } } }),
    'It must be a literal in single quotes, or context.NAME',
  ],
  [
    'a literal without quotes',
    responses({ DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.Allow': 'POST' } } }),
    'gatewayresponse.header.Allow is POST.',
  ],
  [
    'a parameter that is no header',
    responses({ DEFAULT_4XX: { responseParameters: { 'gatewayresponse.path.a': "'a'" } } }),
    'must have keys that begin with "gatewayresponse.header."',
  ],
  [
    'a function that is not there',
    documentWith({ ...proxyTo, uri: 'arn:other' }),
    'The document invokes arn:other, which is not one of the given functions.',
  ],
])('%s is an error that names it', (_what, document, said) => {
  expect(refusal(document)).toContain(said)
})

test('an operation that does not say who may call is an error, as the importer would let anybody', () => {
  const { security: _, ...post } = open.paths['/mcp'].post
  expect(refusal({ ...open, paths: { '/mcp': { post } } })).toContain('paths → /mcp → post → security')
})

describe('every extension that stands somewhere in the deployed document', () => {
  const spoilt = [...extensions(deployed)]

  test('is looked at', () => expect(spoilt.length).toBeGreaterThan(5))

  test.each(spoilt)('%s cannot be misspelt', (_where, document) => {
    expect(() => parseDocument(document)).toThrow('is not known here')
  })
})

/** Copies of a document, each with one extension renamed. */
function* extensions(document: object): Generator<[where: string, document: object]> {
  const text = JSON.stringify(document)
  for (const { 0: found, index } of text.matchAll(/"x-amazon-apigateway-[\w-]+":/g)) {
    const renamed = `${text.slice(0, index)}${found.replace('gateway-', 'gateway-un')}${text.slice(index + found.length)}`
    yield [`${found} at ${index}`, JSON.parse(renamed)]
  }
}
