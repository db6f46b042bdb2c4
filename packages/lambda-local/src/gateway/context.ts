import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What a deployed API is known by. */
export interface Api {
  region: string
  accountId: string
  apiId: string
  stage: string
}

/**
 * What is known of one request: the values behind `$context`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export interface Context extends Api {
  readonly requestId: string
  readonly extendedRequestId: string
  readonly traceId: string
  /** In milliseconds. */
  readonly requestTimeEpoch: number
  /** As called: with the stage, or without it on a domain of one's own. */
  readonly path: string
  readonly httpMethod: string
  readonly protocol: string
  /** As the caller wrote it into `Host`, with the port. */
  readonly domainName: string
  readonly sourceIp: string
  readonly userAgent: string | undefined
  /** From here on: what the request meets on its way. */
  resourcePath?: string
  authorizer?: { principalId: string; values: Record<string, string>; latencyMs: number }
  authorizerError?: string
  integration: { status?: number; latencyMs?: number; error?: string }
  error?: { message: string | null; responseType: string }
  status?: number
  responseLatencyMs?: number
}

/** Creates the context of a request that has just arrived, at `now` (milliseconds since 1970). */
export function createContext(req: IncomingMessage, api: Api, now: number): Context {
  const override = header(req, 'x-http-method-override')
  return {
    ...api,
    requestId: chosenByClient(header(req, 'x-amzn-requestid')) ?? randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64url').concat('='),
    traceId: `1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    requestTimeEpoch: now,
    path: pathOf(req),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: it overrides the method.
    httpMethod: (override ?? req.method ?? 'GET').toUpperCase(),
    protocol: `HTTP/${req.httpVersion}`,
    domainName: req.headers.host ?? '',
    sourceIp: (req.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    userAgent: req.headers['user-agent'],
    integration: {},
  }
}

/** The path of a request as it was sent, still encoded, without its query. */
export function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0] ?? '/'
}

function header(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/**
 * A caller's id takes the place of the gateway's: see the example in
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-gateway-response-using-the-console.html. That it may
 * hold nothing that would break a template is unverified.
 */
function chosenByClient(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w-]{1,128}$/.test(id) ? id : undefined
}
