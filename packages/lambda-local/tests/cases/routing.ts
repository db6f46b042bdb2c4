import { expect } from 'vitest'
import { mock } from '../../../../infra/gateway-answers.ts'
import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

/** Where a request goes. */
export const routing: GatewayCase[] = [
  {
    name: 'an unknown path',
    source: pages.customResponses,
    request: { path: '/dev/nothing' },
    anonymous: true,
    status: 404,
    headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException', 'access-control-allow-origin': '*' },
    body: { error: { message: 'Nothing is served here. The MCP endpoint is POST /mcp.' } },
  },
  {
    name: 'an unknown method',
    source: pages.customResponses,
    document: { paths: { '/other': { get: mock('200', {}) } } },
    request: { method: 'PUT', path: '/dev/other' },
    anonymous: true,
    status: 404,
  },
  {
    name: 'a method that the document refuses',
    source: pages.mock,
    request: { method: 'PUT' },
    anonymous: true,
    status: 405,
    headers: { allow: 'POST' },
  },
  {
    name: 'the stage alone',
    source: pages.customResponses,
    request: { path: '/dev' },
    anonymous: true,
    status: 404,
  },
  {
    name: 'an unknown path with a token, which is read as a signature',
    source: pages.signature,
    request: { path: '/dev/nothing' },
    status: 403,
    headers: { 'x-amzn-errortype': 'IncompleteSignatureException', 'access-control-allow-origin': '*' },
    body: { error: { message: expect.stringContaining('missing equal-sign') } },
    ministack: {
      differs: {
        status: 404,
        headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
        body: { error: { message: 'Nothing is served here. The MCP endpoint is POST /mcp.' } },
      },
      page: pages.signature,
    },
  },
  {
    name: 'an unknown stage',
    source: 'unverified',
    request: { path: '/prod/mcp' },
    status: 403,
    headers: { 'x-amzn-errortype': 'ForbiddenException', 'access-control-allow-origin': undefined },
    body: '{"message":"Forbidden"}',
  },
  {
    name: 'a stage that only begins alike',
    source: 'unverified',
    request: { path: '/development/mcp' },
    status: 403,
    body: '{"message":"Forbidden"}',
  },
  {
    name: 'a slash too many',
    source: pages.localstack,
    request: { path: '/dev/mcp/' },
    body: { path: '/mcp/', resource: '/mcp', requestContext: { path: '/dev/mcp/' } },
  },
  {
    name: 'a method in place of the method',
    source: pages.notes,
    request: { headers: [['X-HTTP-Method-Override', 'OPTIONS']] },
    status: 204,
    ministack: { differs: { status: 200, body: { httpMethod: 'POST' } }, page: pages.notes },
  },
  {
    name: 'a domain of its own, at the root',
    source: pages.functionFailed,
    domain: 'mcp.acme.test',
    request: { path: '/mcp', headers: [['Host', 'MCP.acme.test:8443']] },
    body: {
      path: '/mcp',
      requestContext: { path: '/mcp', stage: 'dev', domainName: 'MCP.acme.test:8443', domainPrefix: 'MCP' },
    },
  },
  {
    name: 'another host beside the domain, below the stage',
    source: 'unverified',
    domain: 'mcp.acme.test',
    body: { path: '/mcp', requestContext: { path: '/dev/mcp' } },
  },
  {
    name: 'another host, where the document has only the domain',
    source: 'unverified',
    domain: 'mcp.acme.test',
    document: {
      servers: [
        {
          url: 'https://mcp.acme.test',
          'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
        },
      ],
    },
    status: 403,
    body: '{"message":"Forbidden"}',
  },
]
