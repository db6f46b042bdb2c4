import { tokenSyntax } from '../app/auth/token-syntax.ts'
import { discovery, type ProtectedResource } from './discovery.ts'
import { cors, gatewayResponse, literal, mock, preflight, requestId, rpcError } from './gateway-answers.ts'
import { otherMethods } from './other-methods.ts'

/** What the document has to know of the world around it. Plain values, so that it can be written without a cloud. */
export interface OpenApiArgs {
  /** Becomes the API's name when it is imported. */
  title: string
  /** What `POST /mcp` invokes: the invoke ARN of the server's alias, of the kind that `streaming` asks for. */
  serverUri: string
  /** Whether answers leave as they come. Default: false, each is sent when it is whole. */
  streaming?: boolean
  /** The invoke ARN of the authorizer's alias. Absent: anybody may call. */
  authorizerUri?: string
  /** How long a verdict on a token is kept, in seconds, 0 to 3600: so long a token outlives its removal. */
  authorizerTtlSeconds: number
  /** How long the gateway waits for the function, in milliseconds, at most 29,000; with `streaming`, at most 900,000. */
  timeoutMs: number
  /** A host name of one's own. */
  domain?: string
  /** Whether the domain is the only address, and the API's own is switched off. Default: false. */
  exclusive?: boolean
  /** The endpoint, where it takes access tokens of an authorization server. Absent: clients are told of none. */
  protectedResource?: ProtectedResource
}

/**
 * RFC 6750, section 2.1, as the gateway matches it: whatever is no bearer token is refused without an invocation.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 */
export const bearerExpression = `^[Bb][Ee][Aa][Rr][Ee][Rr] +${tokenSyntax}$`

/**
 * The whole REST API as one OpenAPI 3.0 document with AWS's extensions.
 *
 * One document and no graph of resources, methods and integrations: it is reviewed as a whole, it hashes to an exact
 * trigger for a deployment, and what is removed from it is gone (with a graph it stays in the deployment's snapshot,
 * pulumi-aws#3289). `security` stands at each operation, as the importer ignores it at the root.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function openApi(args: OpenApiArgs) {
  const health = mock('200', { ...cors, 'Cache-Control': literal('no-store') }, '{"status":"ok"}')
  const { paths, responses } = args.protectedResource ? discovery(args.protectedResource) : {}
  return {
    openapi: '3.0.1',
    info: { title: args.title, version: '1' },
    ...(args.domain !== undefined && { servers: [at(args.domain, args.exclusive ?? false)] }),
    paths: {
      '/mcp': {
        ...otherMethods('/mcp', 'Mcp'),
        post: {
          operationId: 'mcp',
          summary: 'One MCP message in, one answer out',
          security: args.authorizerUri === undefined ? [] : [{ bearer: [] }],
          responses: { 200: { description: 'The answer, as JSON or as a stream of events' } },
          'x-amazon-apigateway-integration': {
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri: args.serverUri,
            timeoutInMillis: args.timeoutMs,
            // https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
            ...(args.streaming && { responseTransferMode: 'STREAM' }),
          },
        },
        options: { operationId: 'preflight', summary: 'Lets web pages call', ...preflight('POST') },
      },
      '/healthz': {
        ...otherMethods('/healthz', 'Health'),
        get: { operationId: 'health', summary: 'The API is there', ...health },
        head: { operationId: 'healthHead', summary: 'The API is there', ...health },
        options: { operationId: 'healthPreflight', summary: 'Lets web pages ask', ...preflight('GET') },
      },
      ...paths,
    },
    ...(args.authorizerUri !== undefined && {
      components: { securitySchemes: { bearer: bearer(args.authorizerUri, args.authorizerTtlSeconds) } },
    }),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    'x-amazon-apigateway-gateway-responses': {
      // The challenge has to come from here: what a function says in WWW-Authenticate reaches the client renamed.
      UNAUTHORIZED: gatewayResponse({ ...cors, 'WWW-Authenticate': literal('Bearer') }, 401),
      ACCESS_DENIED: gatewayResponse(cors, 403),
      ...responses,
      // An unknown path or method, for which the gateway's own answer is 403 "Missing Authentication Token".
      MISSING_AUTHENTICATION_TOKEN: gatewayResponse(
        cors,
        404,
        rpcError('Nothing is served here. The MCP endpoint is POST /mcp.', requestId),
      ),
      // No status: it would replace that of every other response.
      DEFAULT_4XX: gatewayResponse(cors),
      DEFAULT_5XX: gatewayResponse(cors),
    },
  }
}

/**
 * In OpenAPI 3 the extension belongs to a server.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 */
function at(domain: string, disableExecuteApiEndpoint: boolean) {
  return {
    url: `https://${domain}`,
    'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint },
  }
}

function bearer(authorizerUri: string, ttlSeconds: number) {
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri,
      authorizerResultTtlInSeconds: ttlSeconds,
      identityValidationExpression: bearerExpression,
    },
  }
}
