import type { GatewayCase } from './case.ts'
import { pages, type Source } from './pages.ts'

const internalError = { error: { message: 'Internal server error' } }

const noEnvelope = (name: string, source: Source, returns: unknown): GatewayCase => ({
  name,
  source,
  server: { returns },
  status: 502,
  headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'access-control-allow-origin': '*' },
  body: internalError,
})

/** What is no answer. */
export const failures: GatewayCase[] = [
  noEnvelope('a text', pages.localstack, 'just a text'),
  noEnvelope('nothing', pages.malformed, null),
  noEnvelope('a list', pages.malformed, []),
  noEnvelope('a key of another format', pages.localstack, { statusCode: 200, cookies: [] }),
  noEnvelope('a status that is no number', pages.localstack, { statusCode: 'test' }),
  noEnvelope('a status that HTTP does not have', 'unverified', { statusCode: 99 }),
  noEnvelope('a body that is no text', pages.proxy, { statusCode: 200, body: { json: true } }),
  noEnvelope('a header that is a number', 'unverified', { statusCode: 200, headers: { 'Retry-After': 10 } }),
  noEnvelope('a header that HTTP cannot carry', 'unverified', { statusCode: 200, headers: { 'X-Two': 'a\r\nb: c' } }),
  noEnvelope('values that are no list', pages.localstack, { statusCode: 200, multiValueHeaders: { 'X-One': '1' } }),
  {
    name: 'a function that fails, of which the caller learns nothing',
    source: pages.functionFailed,
    server: { throws: 'a secret' },
    status: 502,
    headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'access-control-allow-origin': '*' },
    body: { jsonrpc: '2.0', ...internalError },
  },
  {
    name: 'no answer in time',
    source: pages.gatewayResponses,
    integration: { timeoutInMillis: 50 },
    server: 'hang',
    status: 504,
    headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'access-control-allow-origin': '*' },
    body: { error: { message: 'Endpoint request timed out' } },
  },
  {
    name: 'a function that is throttled',
    source: pages.throttled,
    server: { refused: [429, 'TooManyRequestsException'] },
    status: 500,
    headers: { 'retry-after': undefined },
    body: internalError,
  },
  {
    name: 'an event that is too large for Lambda',
    source: pages.tooLarge,
    server: { refused: [413, 'RequestTooLargeException'] },
    status: 413,
    headers: { 'x-amzn-errortype': 'BadRequestException' },
    body: { error: { message: 'Request Too Long' } },
  },
  {
    name: 'a body of more than 10 MB',
    source: pages.tooLarge,
    request: { body: Buffer.alloc(10_485_761) },
    status: 413,
    headers: { 'x-amzn-requestid': undefined, 'access-control-allow-origin': undefined },
    body: 'HTTP content length exceeded 10485760 bytes.',
  },
  {
    name: 'a body of more than 10 MB in chunks',
    source: pages.limits,
    request: { body: Buffer.alloc(10_485_761), headers: [['Transfer-Encoding', 'chunked']] },
    status: 413,
  },
  {
    name: 'a body of 10 MB',
    source: pages.limits,
    request: { body: Buffer.alloc(10_485_760, 'a') },
    server: { returns: { statusCode: 200 } },
  },
]
