import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

/** What the gateway answers by itself. */
export const mocks: GatewayCase[] = [
  {
    name: 'a mock with its status, headers and body',
    source: pages.mock,
    request: { method: 'GET' },
    status: 405,
    headers: { allow: 'POST', 'access-control-allow-origin': '*', 'content-type': 'application/json' },
    body: { error: { message: 'Method not allowed.' } },
  },
  {
    name: 'a mock with variables',
    source: pages.variables,
    document: {
      paths: {
        '/.well-known/oauth-protected-resource/mcp': {
          get: {
            security: [],
            responses: {},
            'x-amazon-apigateway-integration': {
              type: 'mock',
              passthroughBehavior: 'when_no_templates',
              requestTemplates: { 'application/json': '{"statusCode":200}' },
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: { 'method.response.header.X-Path': 'context.path' },
                  responseTemplates: {
                    'application/json': '{"resource":"https://$context.domainName/$context.stage/mcp"}',
                  },
                },
              },
            },
          },
        },
      },
    },
    request: {
      method: 'GET',
      path: '/dev/.well-known/oauth-protected-resource/mcp',
      headers: [['Host', 'a.test']],
    },
    headers: { 'x-path': '/dev/.well-known/oauth-protected-resource/mcp' },
    body: '{"resource":"https://a.test/dev/mcp"}',
    ministack: {
      differs: {
        headers: { 'x-path': 'context.path' },
        body: '{"resource":"https://$context.domainName/$context.stage/mcp"}',
      },
      page: pages.variables,
    },
  },
  {
    name: 'a mock without a body',
    source: pages.mock,
    request: { method: 'OPTIONS' },
    status: 204,
    headers: { 'content-length': undefined, 'transfer-encoding': undefined },
    body: '',
    ministack: { differs: { headers: { 'content-length': '2' } }, page: pages.noContent },
  },
  {
    name: 'a mock asked in a type that it has no template for',
    source: pages.passthrough,
    request: { method: 'GET', headers: [['Content-Type', 'text/plain']] },
    status: 415,
    headers: { 'access-control-allow-origin': '*' },
    body: { error: { message: 'Unsupported Media Type' } },
    ministack: {
      differs: { status: 405, body: { error: { message: 'Method not allowed.' } } },
      page: pages.passthrough,
    },
  },
  {
    name: 'a mock asked in JSON of a charset',
    source: 'unverified',
    request: { method: 'GET', headers: [['Content-Type', 'application/json; charset=utf-8']] },
    status: 405,
  },
]
