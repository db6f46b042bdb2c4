import type { APIGatewayProxyEvent } from 'aws-lambda'

const protocolVersion = '2026-07-28'

interface Extra {
  headers?: Record<string, string>
  /** What the authorizer returned: `principalId` and its context. */
  authorizer?: Record<string, unknown>
  requestId?: string
}

/** The proxy event of a REST API for one HTTP request, in the shape of AWS's documentation. */
export function proxyEvent(
  httpMethod: string,
  path: string,
  body: string | null,
  extra: Extra = {},
): APIGatewayProxyEvent {
  const { headers = {}, authorizer = null, requestId = 'request-1' } = extra
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return {
    resource: path,
    path,
    httpMethod,
    headers,
    multiValueHeaders,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      authorizer,
      domainName: 'abcdef1234.execute-api.ap-southeast-2.amazonaws.com',
      httpMethod,
      identity: {
        sourceIp: '192.0.2.1',
        userAgent: 'proxy-event',
      } as APIGatewayProxyEvent['requestContext']['identity'],
      path: `/dev${path}`,
      protocol: 'HTTP/1.1',
      requestId,
      requestTimeEpoch: 1_700_000_000_000,
      resourceId: 'mcp',
      resourcePath: path,
      stage: 'dev',
    },
    body,
    isBase64Encoded: false,
  }
}

/** The proxy event of one JSON-RPC request in the 2026-07-28 generation, which needs no handshake. */
export function rpcEvent(
  method: string,
  params: Record<string, unknown> = {},
  extra: Extra = {},
): APIGatewayProxyEvent {
  const name = params.name ?? params.uri
  const _meta = {
    ...(params._meta as object | undefined),
    'io.modelcontextprotocol/protocolVersion': protocolVersion,
    'io.modelcontextprotocol/clientInfo': { name: 'serverless-mcp-invoke', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const headers = {
    Accept: 'application/json, text/event-stream',
    'Content-Type': 'application/json',
    'MCP-Protocol-Version': protocolVersion,
    'Mcp-Method': method,
    ...(typeof name === 'string' && { 'Mcp-Name': name }),
    ...extra.headers,
  }
  const message = { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }
  return proxyEvent('POST', '/mcp', JSON.stringify(message), { ...extra, headers })
}
