// What API Gateway answers itself, without a function, as parts of its OpenAPI document.

/**
 * A header value is a quoted literal: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 *
 * @throws {Error} for a text with a quote in it, which would end there
 */
export function literal(text: string): string {
  if (text.includes("'")) throw new Error(`A header of the gateway's cannot hold the quote in: ${text}`)
  return `'${text}'`
}

/** Beside every answer of the gateway's own. No cookie is used, so any page may read them. */
export const cors = {
  'Access-Control-Allow-Origin': literal('*'),
  'Access-Control-Expose-Headers': literal('WWW-Authenticate, X-Request-Id, x-amzn-RequestId'),
}

/** The answer to what a browser asks before its page may send the method, with whatever header. */
export function preflight(method: 'GET' | 'POST') {
  return mock('204', {
    ...cors,
    // `*` does not stand for Authorization: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
    'Access-Control-Allow-Headers': literal('*, authorization'),
    'Access-Control-Allow-Methods': literal(method),
    'Access-Control-Max-Age': literal('3600'),
  })
}

export const requestId = ',"data":{"requestId":"$context.requestId"}'

/** A JSON-RPC error as text. */
export function rpcError(message: string, data = ''): string {
  return `{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":${JSON.stringify(message)}${data}}}`
}

/** `$context.error.messageString` comes with its quotes. */
const anyError = `{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":$context.error.messageString${requestId}}}`

/** How the gateway refuses or fails. Without a status the type's own. */
export function gatewayResponse(headers: Record<string, string>, statusCode?: number, template = anyError) {
  return {
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: prefixed('gatewayresponse.header.', headers),
    responseTemplates: { 'application/json': template },
  }
}

/**
 * An answer of the gateway's own: no invocation, no cold start, no charge but the request's.
 *
 * @throws {Error} for a body with `$` or `#`, which are code to Velocity
 */
export function mock(status: string, headers: Record<string, string>, body = '') {
  if (/[$#]/.test(body)) throw new Error(`API Gateway would run the $ or # in this body of a mock: ${body}`)
  return {
    security: [],
    responses: {
      [status]: {
        description: 'By the gateway itself',
        headers: Object.fromEntries(Object.keys(headers).map(name => [name, { schema: { type: 'string' } }])),
      },
    },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      passthroughBehavior: 'when_no_templates',
      requestTemplates: { 'application/json': `{"statusCode":${status}}` },
      responses: {
        default: {
          statusCode: status,
          responseParameters: prefixed('method.response.header.', headers),
          responseTemplates: { 'application/json': body },
        },
      },
    },
  }
}

function prefixed(prefix: string, headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [prefix + name, value]))
}
