import { expect } from 'vitest'
import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

const binary = (...types: string[]) => ({ 'x-amazon-apigateway-binary-media-types': types })
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])

const without = (...names: string[]) =>
  expect.toSatisfy(
    (headers: object) => Object.keys(headers).length > 0 && !names.some(name => name in headers),
    `without ${names}`,
  )

/** What a function gets to see of a request. */
export const events: GatewayCase[] = [
  {
    name: "headers keep the caller's case, all values and the last",
    source: pages.proxy,
    request: {
      headers: [
        ['X-mixed-CASE', 'one'],
        ['X-mixed-CASE', 'two'],
      ],
    },
    body: { headers: { 'X-mixed-CASE': 'two' }, multiValueHeaders: { 'X-mixed-CASE': ['one', 'two'] } },
  },
  {
    name: 'headers that are dropped',
    source: pages.notes,
    request: {
      headers: [
        ['TE', 'trailers'],
        ['Max-Forwards', '3'],
        ['Content-MD5', 'eA=='],
        ['Server', 'mine'],
        ['WWW-Authenticate', 'Basic'],
        ['Proxy-Authenticate', 'Basic'],
      ],
    },
    body: {
      headers: without(
        'TE',
        'Max-Forwards',
        'Content-MD5',
        'Server',
        'WWW-Authenticate',
        'Proxy-Authenticate',
        'Content-Length',
        'Connection',
      ),
    },
  },
  {
    name: 'headers that are added',
    source: pages.proxy,
    request: { headers: [['X-Forwarded-For', '192.0.2.1']] },
    body: {
      headers: {
        Host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        'X-Forwarded-For': '192.0.2.1, 127.0.0.1',
        'X-Forwarded-Proto': 'http',
        'X-Forwarded-Port': expect.stringMatching(/^\d+$/),
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      },
    },
  },
  {
    name: 'a query, decoded: all values and the last',
    source: pages.proxy,
    request: { path: '/dev/mcp?name=me&many=you&many=m%C3%A9' },
    body: {
      path: '/mcp',
      queryStringParameters: { name: 'me', many: 'mé' },
      multiValueQueryStringParameters: { name: ['me'], many: ['you', 'mé'] },
    },
  },
  {
    name: 'what is not there is null',
    source: pages.localstack,
    body: {
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    },
  },
  {
    name: 'the context of a request',
    source: pages.localstack,
    request: { headers: [['User-Agent', 'test/1']] },
    body: {
      resource: '/mcp',
      httpMethod: 'POST',
      requestContext: {
        accountId: '123456789012',
        apiId: 'local',
        stage: 'dev',
        httpMethod: 'POST',
        path: '/dev/mcp',
        resourcePath: '/mcp',
        protocol: 'HTTP/1.1',
        identity: { sourceIp: '127.0.0.1', userAgent: 'test/1', userArn: null },
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        requestTimeEpoch: expect.any(Number),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        extendedRequestId: expect.stringMatching(/^[\w-]{15}=$/),
      },
    },
  },
  {
    name: "the authorizer's context, as strings",
    source: pages.authorizerOutput,
    body: {
      requestContext: {
        authorizer: {
          principalId: 'somebody',
          text: 'word',
          number: '7',
          boolean: 'true',
          integrationLatency: expect.any(Number),
        },
      },
    },
  },
  {
    name: 'a request id of the caller',
    source: pages.requestId,
    request: { headers: [['x-amzn-RequestId', '123344566']] },
    headers: { 'x-amzn-requestid': '123344566' },
    body: { requestContext: { requestId: '123344566' } },
  },
  {
    name: 'a text',
    source: pages.binary,
    request: { body: '{"naïve":"✓"}' },
    body: { body: '{"naïve":"✓"}', isBase64Encoded: false },
  },
  {
    name: 'a text of a type that is binary',
    source: pages.binary,
    document: binary('image/png'),
    request: { body: png, headers: [['Content-Type', 'image/png']] },
    body: { body: png.toString('base64'), isBase64Encoded: true },
  },
  {
    name: 'a text of another type than the binary ones',
    source: pages.binary,
    document: binary('image/png'),
    request: { body: '{}', headers: [['Content-Type', 'application/json']] },
    body: { body: '{}', isBase64Encoded: false },
  },
  {
    name: 'a body in chunks',
    source: 'unverified',
    request: { body: 'whole', headers: [['Transfer-Encoding', 'chunked']] },
    body: { body: 'whole', headers: without('Transfer-Encoding') },
  },
]
