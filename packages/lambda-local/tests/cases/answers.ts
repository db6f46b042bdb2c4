import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

const binary = (...types: string[]) => ({ 'x-amazon-apigateway-binary-media-types': types })

/** What becomes of what a function returns. */
export const answers: GatewayCase[] = [
  {
    name: 'both kinds of headers',
    source: pages.proxy,
    server: {
      returns: { statusCode: 201, headers: { 'X-One': '1' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } },
    },
    status: 201,
    headers: { 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] },
    body: '',
  },
  {
    name: 'a name in both kinds of headers',
    source: pages.proxy,
    server: { returns: { statusCode: 200, headers: { 'X-One': '1' }, multiValueHeaders: { 'X-One': ['2', '3'] } } },
    headers: { 'x-one': '2, 3' },
  },
  {
    name: 'headers that are renamed',
    source: pages.notes,
    server: {
      returns: {
        statusCode: 401,
        headers: {
          'WWW-Authenticate': 'Bearer',
          Server: 'mine',
          Date: 'never',
          Connection: 'close',
          Authorization: 'x',
        },
      },
    },
    status: 401,
    headers: {
      'www-authenticate': undefined,
      'x-amzn-remapped-www-authenticate': 'Bearer',
      'x-amzn-remapped-server': 'mine',
      'x-amzn-remapped-date': 'never',
      date: /GMT$/,
      'x-amzn-remapped-connection': 'close',
      'x-amzn-remapped-authorization': 'x',
    },
  },
  {
    name: 'headers that are dropped',
    source: pages.notes,
    server: { returns: { statusCode: 200, headers: { 'Transfer-Encoding': 'chunked', Via: '1.1 x', Upgrade: 'h2' } } },
    headers: { 'transfer-encoding': undefined, via: undefined, upgrade: undefined, 'x-amzn-remapped-via': undefined },
  },
  {
    name: 'a length that is not that of the body',
    source: 'unverified',
    server: { returns: { statusCode: 200, headers: { 'Content-Length': '99' }, body: 'four' } },
    headers: { 'content-length': '4', 'x-amzn-remapped-content-length': '99' },
    body: 'four',
  },
  {
    name: 'no type',
    source: pages.notes,
    server: { returns: { statusCode: 200, body: 'text' } },
    headers: { 'content-type': 'application/json' },
    body: 'text',
  },
  {
    name: 'a type in any case',
    source: pages.notes,
    server: { returns: { statusCode: 200, headers: { 'content-type': 'text/event-stream' }, body: 'data: 1\n\n' } },
    headers: { 'content-type': 'text/event-stream' },
    body: 'data: 1\n\n',
  },
  {
    name: 'a status of digits',
    source: pages.localstack,
    server: { returns: { statusCode: '202' } },
    status: 202,
  },
  { name: 'no status', source: pages.localstack, server: { returns: {} }, status: 200, body: '' },
  {
    name: 'no headers',
    source: pages.localstack,
    server: { returns: { statusCode: 200, headers: null } },
  },
  {
    name: 'a header that is true',
    source: pages.localstack,
    server: { returns: { statusCode: 200, headers: { 'X-Bool': true } } },
    headers: { 'x-bool': 'true' },
  },
  { name: 'no content', source: pages.proxy, server: { returns: { statusCode: 204 } }, status: 204, body: '' },
  {
    name: 'base64, and an Accept that is binary',
    source: pages.binary,
    document: binary('image/png'),
    request: { headers: [['Accept', 'image/png, application/json']] },
    server: { returns: { statusCode: 200, isBase64Encoded: true, body: Buffer.from('bytes').toString('base64') } },
    body: 'bytes',
  },
  {
    name: 'base64, and an Accept whose first type is not binary',
    source: pages.notes,
    document: binary('image/png'),
    request: { headers: [['Accept', 'application/json, image/png']] },
    server: { returns: { statusCode: 200, isBase64Encoded: true, body: Buffer.from('bytes').toString('base64') } },
    body: 'Ynl0ZXM=',
  },
  {
    name: 'base64, and no type that is binary',
    source: pages.binary,
    server: { returns: { statusCode: 200, isBase64Encoded: true, body: Buffer.from('bytes').toString('base64') } },
    body: 'Ynl0ZXM=',
  },
]
