import { createHash } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Exchange } from './exchange.ts'
import { type Header, lastValue } from './headers.ts'
import { commonLogTime, domainPrefix } from './variables.ts'

/**
 * Headers that no function gets to see, those of a signature aside.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html. Of Transfer-Encoding the page
 * says "Exception"; that a chunked body is taken in like another is unverified.
 */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
  // The method has been overridden by then: the same page.
  'x-http-method-override',
  // Replaced, below.
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/**
 * The event of a Lambda proxy integration, payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html, and the keys of
 * `requestContext` as LocalStack recorded them on AWS:
 * https://github.com/localstack/localstack/blob/0ae53b67250fe7928bbb93be5adbe3848e4d32cd/tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json
 */
export function createProxyEvent(exchange: Exchange, isBinary: (type: string) => boolean): object {
  const { request, context } = exchange
  const headers = [...request.headers.filter(([name]) => !dropped.has(name.toLowerCase())), ...forwarded(exchange)]
  const query = [...new URLSearchParams(request.query)]
  const binary = isBinary(lastValue(headers, 'content-type') ?? '')
  return {
    resource: context.resourcePath,
    path: request.path,
    httpMethod: context.httpMethod,
    headers: Object.fromEntries(headers),
    multiValueHeaders: listed(headers),
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters: query.length === 0 ? null : listed(query),
    pathParameters: null,
    stageVariables: null,
    requestContext: requestContext(exchange),
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  }
}

/** Every value of a name, in the order sent. */
function listed(pairs: Header[]): Record<string, string[]> {
  const byName = Map.groupBy(pairs, ([name]) => name)
  return Object.fromEntries([...byName].map(([name, found]) => [name, found.map(([, value]) => value)]))
}

/** What the gateway puts in the place of what was sent. On AWS port and protocol are always 443 and https. */
function forwarded({ request, context, res }: Exchange): Header[] {
  const { socket } = res.req
  const before = lastValue(request.headers, 'x-forwarded-for')
  return [
    ['X-Amzn-Trace-Id', `Root=${context.traceId}`],
    ['X-Forwarded-For', before === undefined ? context.sourceIp : `${before}, ${context.sourceIp}`],
    ['X-Forwarded-Port', String(socket.localPort)],
    ['X-Forwarded-Proto', (socket as TLSSocket).encrypted ? 'https' : 'http'],
  ]
}

function requestContext({ context }: Exchange): object {
  const { authorizer, resourcePath = '' } = context
  return {
    resourceId: createHash('sha256').update(resourcePath).digest('hex').slice(0, 6),
    ...(authorizer && {
      authorizer: {
        ...authorizer.values,
        principalId: authorizer.principalId,
        integrationLatency: authorizer.latencyMs,
      },
    }),
    resourcePath,
    httpMethod: context.httpMethod,
    extendedRequestId: context.extendedRequestId,
    requestTime: commonLogTime(context.requestTimeEpoch),
    path: context.path,
    accountId: context.accountId,
    protocol: context.protocol,
    stage: context.stage,
    domainPrefix: domainPrefix(context),
    requestTimeEpoch: context.requestTimeEpoch,
    requestId: context.requestId,
    identity: { ...nobody, sourceIp: context.sourceIp, userAgent: context.userAgent ?? null },
    domainName: context.domainName,
    deploymentId: 'local',
    apiId: context.apiId,
  }
}

/** Who signs no request. */
const nobody = {
  cognitoIdentityPoolId: null,
  accountId: null,
  cognitoIdentityId: null,
  caller: null,
  principalOrgId: null,
  accessKey: null,
  cognitoAuthenticationType: null,
  cognitoAuthenticationProvider: null,
  userArn: null,
  user: null,
}
