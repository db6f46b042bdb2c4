import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

const integration = { responseTransferMode: 'STREAM', timeoutInMillis: 900_000 }
const nul = '\0'.repeat(8)
const prelude = (head: object) => JSON.stringify(head) + nul
const failed = { error: { message: 'Internal server error' } }

/** What becomes of a stream. */
export const streaming: GatewayCase[] = [
  {
    name: 'status, headers, cookies and chunks',
    source: pages.streamFormat,
    integration,
    server: {
      streams: [
        prelude({
          statusCode: 202,
          headers: { 'Content-Type': 'text/event-stream', 'WWW-Authenticate': 'Bearer' },
          multiValueHeaders: { 'X-Many': ['1', '2'] },
          cookies: ['a=1', 'b=2'],
        }),
        'data: 1\n\n',
        'data: 2\n\n',
      ],
    },
    status: 202,
    headers: {
      'content-type': 'text/event-stream',
      'transfer-encoding': 'chunked',
      'x-many': '1, 2',
      'set-cookie': ['a=1', 'b=2'],
      'www-authenticate': undefined,
      'x-amzn-remapped-www-authenticate': 'Bearer',
    },
    body: 'data: 1\n\ndata: 2\n\n',
  },
  {
    name: 'a prelude cut anywhere',
    source: pages.streamFormat,
    integration,
    server: { streams: ['{"statusCode"', ':201}\0\0\0', '\0\0\0\0\0body', '\0'.repeat(9)] },
    status: 201,
    body: `body${'\0'.repeat(9)}`,
  },
  {
    name: 'no body',
    source: pages.streamFormat,
    integration,
    server: { streams: [prelude({ statusCode: 202 })] },
    status: 202,
    body: '',
  },
  {
    name: 'no content',
    source: pages.streamFormat,
    integration,
    server: { streams: [prelude({ statusCode: 204 })] },
    status: 204,
    body: '',
  },
  {
    name: 'bytes that are no text, of no binary type',
    source: pages.stream,
    integration,
    server: { streams: [prelude({ statusCode: 200 }), Buffer.from([0xff, 0x00, 0xfe])] },
    headers: { 'content-type': 'application/json' },
    body: Buffer.from([0xff, 0x00, 0xfe]).toString(),
  },
  {
    name: 'no prelude',
    source: 'unverified',
    integration,
    server: { streams: ['just a text'] },
    status: 502,
    headers: { 'access-control-allow-origin': '*' },
    body: failed,
  },
  {
    name: 'nothing at all',
    source: 'unverified',
    integration,
    server: { streams: [] },
    status: 502,
    body: failed,
  },
  {
    name: 'a prelude that is no JSON',
    source: pages.streamFormat,
    integration,
    server: { streams: [`<html>${nul}`, 'body'] },
    status: 502,
  },
  {
    name: 'a prelude of more than 16 KB',
    source: 'unverified',
    integration,
    server: { streams: [prelude({ statusCode: 200, headers: { 'X-Long': 'a'.repeat(17_000) } })] },
    status: 502,
  },
  {
    name: 'a function that fails before its prelude',
    source: 'unverified',
    integration,
    server: { streams: ['{"statusCode":200'], throws: 'a secret' },
    status: 502,
    body: failed,
  },
  {
    name: 'a function that is throttled',
    source: 'unverified',
    integration,
    server: { refused: [429, 'TooManyRequestsException'] },
    status: 500,
  },
  {
    name: 'no prelude in time',
    source: pages.gatewayResponses,
    integration: { ...integration, timeoutInMillis: 50 },
    server: 'hang',
    status: 504,
    headers: { 'access-control-allow-origin': '*' },
    body: { error: { message: 'Endpoint request timed out' } },
  },
]
