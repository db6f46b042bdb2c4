import type { APIGatewayProxyEvent } from 'aws-lambda'

const maps = ['headers', 'multiValueHeaders', 'queryStringParameters', 'multiValueQueryStringParameters'] as const

/**
 * Tells why an event cannot be served, or undefined when it can: the proxy event of a REST API, payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function whyNoProxyEvent(event: unknown): string | undefined {
  const wanted = 'This function serves the Lambda proxy event of an API Gateway REST API.'
  if (typeof event !== 'object' || event === null) return `${wanted} The event is not an object.`
  const { httpMethod, path, body, requestContext, version, ...rest } = event as Partial<APIGatewayProxyEvent> & {
    version?: unknown
  }
  if (version === '2.0') return `${wanted} The event has payload format 2.0, of an HTTP API or a function URL.`
  if (typeof httpMethod !== 'string') return `${wanted} The event has no httpMethod.`
  if (typeof path !== 'string') return `${wanted} The event has no path.`
  if (typeof requestContext !== 'object' || requestContext === null) return `${wanted} The event has no requestContext.`
  const odd = maps.find(name => rest[name] != null && typeof rest[name] !== 'object')
  if (odd !== undefined) return `${wanted} The event's ${odd} are not an object.`
  if (body != null && typeof body !== 'string') return `${wanted} The event's body is not a string.`
  return undefined
}
