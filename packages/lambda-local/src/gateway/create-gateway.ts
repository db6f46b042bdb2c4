import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LambdaFunction } from '../function.ts'
import { defaultRegion } from '../region.ts'
import { type AccessLog, createAccessLog } from './access-log.ts'
import { type Context, createContext, pathOf } from './context.ts'
import { type ApiDocument, parseDocument } from './document.ts'
import { type GatewayRequest, send } from './exchange.ts'
import { failures, GatewayError } from './gateway-error.ts'
import { createGatewayResponses } from './gateway-response.ts'
import { lastValue } from './headers.ts'
import { readRequest, refuseBody } from './read-request.ts'
import { createRoutes } from './routes.ts'

export interface GatewayOptions {
  /** The API's OpenAPI document, with AWS's extensions. What it holds beyond the subset in `document.ts` is an error. */
  document: object
  /** The name of the stage: the API is served below `/STAGE`. */
  stage: string
  /** The server's and the authorizer's function, by the uri that the document invokes them by. */
  functions: Record<string, LambdaFunction>
  /**
   * A line for each request to the stage, but none for a body that is too large, which does not come so far. Default: none.
   */
  accessLog?: AccessLog
  /** Takes what AWS would write into the execution log: why a request was refused or failed. Default: nobody. */
  log?(line: string): void
  /** A domain of one's own: requests whose Host it is are served at the root. Default: none. */
  domain?: string
  /** Default: {@link defaultRegion}. */
  region?: string
  /** Default: `123456789012`, the account of AWS's examples. */
  accountId?: string
  /** Default: `local`. */
  apiId?: string
  /** The time, in milliseconds since 1970. Default: `Date.now`. */
  clock?(): number
}

/** A listener for `node:http`. It never rejects. */
export type Gateway = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/**
 * API Gateway on one machine: a REST API as its document describes it, in front of Lambda functions.
 *
 * What AWS is documented to do, or was seen to do, stands with its address where it is done; what is neither is marked as
 * unverified. Left out: throttling, quotas, API keys and usage plans; WAF and resource policies; Lambda permissions; caches
 * of answers; compression; request validation and models; path parameters, stage variables and `ANY`; Velocity beyond
 * `$context` variables; authorizers other than TOKEN, and conditions in their policies; the limits on the length of headers
 * and addresses; the pace of 2 MB/s after the first 10 MB of a stream; TLS and HTTP/2; X-Ray, metrics, and the execution
 * log but for its reasons.
 *
 * @throws {Error} naming every part of the document that is not served here
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { stage, clock = Date.now, log = () => {}, accessLog } = options
  const { region = defaultRegion, accountId = '123456789012', apiId = 'local' } = options
  const document = parseDocument(options.document)
  const findRoute = createRoutes(document, options.functions, clock)
  const respond = createGatewayResponses(document['x-amazon-apigateway-gateway-responses'])
  const writeAccessLog = accessLog ? createAccessLog(accessLog) : () => {}
  const findStage = createStageFinder(stage, options.domain, isExecuteApiDisabled(document))

  return async (req, res) => {
    const startedAt = performance.now()
    const context = createContext(req, { region, accountId, apiId, stage }, clock())
    const stagePrefix = findStage(req)
    if (stagePrefix === undefined) return forbid(context, res)
    const request = await readRequest(req, stagePrefix)
    if (request === undefined) return refuseBody(req, res)
    try {
      const route = findRoute(context.httpMethod, request.path)
      if (route === undefined) throw noRoute(request, context)
      context.resourcePath = route.resource
      await route.authorize?.({ request, context })
      await route.integrate({ request, context, res })
    } catch (cause) {
      const error = cause instanceof GatewayError ? cause : new GatewayError(failures.notInvoked, String(cause))
      log(`(${context.requestId}) ${error.message}`)
      // Too late for an answer: a stream that breaks off is all that tells the caller.
      if (res.headersSent) res.destroy()
      else send({ context, res }, respond(error, context))
    } finally {
      context.responseLatencyMs = Math.round(performance.now() - startedAt)
      writeAccessLog(context)
    }
  }
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html;
 * that the answer at that address is then the one of an unknown stage is unverified.
 */
function isExecuteApiDisabled({ servers }: ApiDocument): boolean {
  return servers.some(server => server['x-amazon-apigateway-endpoint-configuration']?.disableExecuteApiEndpoint)
}

/** Finds what stands before the path of every resource: `/STAGE`, or nothing on the domain; undefined: no such stage. */
function createStageFinder(stage: string, domain: string | undefined, onlyDomain: boolean) {
  return (req: IncomingMessage): string | undefined => {
    const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    if (domain !== undefined && host === domain.toLowerCase()) return ''
    // Without a domain to be served at, the API would be nowhere.
    if (domain !== undefined && onlyDomain) return undefined
    return `${pathOf(req)}/`.startsWith(`/${stage}/`) ? `/${stage}` : undefined
  }
}

/** The answer where no stage is: no document says anything about it, and no stage logs it (its headers: unverified). */
function forbid(context: Context, res: ServerResponse): void {
  const headers: [string, string][] = [
    ['x-amzn-ErrorType', 'ForbiddenException'],
    ['Content-Type', 'application/json'],
  ]
  send({ context, res }, { status: 403, headers, body: Buffer.from('{"message":"Forbidden"}') })
}

/** An Authorization header on a path that is not there is read as a signature, which a bearer token is not. */
function noRoute({ headers }: GatewayRequest, { httpMethod, path }: Context): GatewayError {
  const reason = `No resource and method match ${httpMethod} ${path}.`
  const authorization = lastValue(headers, 'authorization')
  if (authorization === undefined) return new GatewayError(failures.noRoute, reason)
  const digest = createHash('sha256').update(authorization).digest('base64')
  const message = authorization.replace(/^\S+\s+/, '').includes('=')
    ? "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter."
    : `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`
  return new GatewayError({ ...failures.noSignature, message }, reason)
}
