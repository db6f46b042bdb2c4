import type { GatewayCase } from './case.ts'
import { pages } from './pages.ts'

const responses = (given: object) => ({ 'x-amazon-apigateway-gateway-responses': given })
const denied = { headers: [['Authorization', 'Bearer deny']] as [string, string][] }

/** What a document makes of the gateway's own answers. */
export const gatewayResponses: GatewayCase[] = [
  {
    name: 'none: the built-in answer',
    source: pages.customResponses,
    document: responses({}),
    anonymous: true,
    status: 401,
    headers: { 'content-type': 'application/json', 'access-control-allow-origin': undefined },
    body: '{"message":"Unauthorized"}',
  },
  {
    name: 'a default with a status, which becomes that of all others',
    source: pages.gatewayResponses,
    document: responses({ DEFAULT_4XX: { statusCode: 400 } }),
    anonymous: true,
    status: 400,
    ministack: { differs: { status: 401 }, page: pages.gatewayResponses },
  },
  {
    name: 'a default for the other kind of status',
    source: pages.gatewayResponses,
    document: responses({ DEFAULT_5XX: { statusCode: 503, responseTemplates: { 'application/json': '{}' } } }),
    anonymous: true,
    status: 401,
    body: '{"message":"Unauthorized"}',
  },
  {
    name: 'one of its own type, in which nothing is left of the default',
    source: pages.gatewayResponses,
    document: responses({
      DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X-Default': "'yes'" } },
      UNAUTHORIZED: { responseParameters: { 'gatewayresponse.header.X-Own': "'yes'" } },
    }),
    anonymous: true,
    status: 401,
    headers: { 'x-own': 'yes', 'x-default': undefined },
  },
  {
    name: 'a literal with quotes in it',
    source: pages.mappings,
    document: responses({
      UNAUTHORIZED: {
        responseParameters: {
          'gatewayresponse.header.WWW-Authenticate': `'Bearer resource_metadata="https://a.test/x"'`,
        },
      },
    }),
    anonymous: true,
    status: 401,
    headers: { 'www-authenticate': 'Bearer resource_metadata="https://a.test/x"' },
  },
  {
    name: "a header of the authorizer's context, and one that it does not have",
    source: pages.mappings,
    document: responses({
      ACCESS_DENIED: {
        responseParameters: {
          'gatewayresponse.header.X-Text': 'context.authorizer.text',
          'gatewayresponse.header.X-Stage': 'context.stage',
          'gatewayresponse.header.X-Absent': 'context.authorizer.absent',
        },
      },
    }),
    request: denied,
    status: 403,
    headers: { 'x-text': 'word', 'x-stage': 'dev', 'x-absent': undefined },
    ministack: {
      differs: { headers: { 'x-text': undefined, 'x-stage': undefined, 'x-absent': undefined } },
      page: pages.mappings,
    },
  },
  {
    name: "a template with the authorizer's context and the kind of error",
    source: pages.deniedContext,
    document: responses({
      DEFAULT_4XX: {
        responseTemplates: {
          'application/json': '$context.error.responseType #$context.authorizer.number: $context.error.message',
        },
      },
    }),
    request: denied,
    status: 403,
    body: 'ACCESS_DENIED #7: User is not authorized to access this resource with an explicit deny',
    ministack: {
      differs: {
        body: 'ACCESS_DENIED #$context.authorizer.number: User is not authorized to access this resource with an explicit deny in an identity-based policy',
      },
      page: pages.customResponses,
    },
  },
]
