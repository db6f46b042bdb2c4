import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda'
import type { Adapter, Serve } from './adapters/adapter.ts'
import { type AppOptions, createApp } from './app.ts'
import { config } from './config.ts'
import { startDeadline } from './limits.ts'
import { createLog } from './log.ts'
import type { Mcp } from './mcp.ts'
import { whyNoProxyEvent } from './proxy-event.ts'
import { rpcError } from './rpc-error.ts'
import { createShippedMcp } from './shipped.ts'

/** An answer leaves this many milliseconds before Lambda's deadline, so that it gets out before the gateway's 504. */
const reserveMs = 500

/**
 * The largest body that Lambda's synchronous invoke returns: 6 MB for the whole answer, less room for status and headers,
 * which API Gateway limits to 10,240 bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxBodyBytes = 6 * 1024 * 1024 - 16 * 1024

export type Handler = (
  event: APIGatewayProxyEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<APIGatewayProxyResult>

export interface HandlerOptions extends Omit<AppOptions, 'buffer'> {
  /** Default: serverless-http, loaded with the first event. */
  adapter?: Adapter
}

/** Creates a handler for the proxy event of a REST API. Buffered: one event, one whole answer. */
export function createHandler({ adapter, ...options }: HandlerOptions): Handler {
  const app = createApp({ ...options, buffer: { maxBytes: maxBodyBytes } })
  let serve: Serve | undefined

  return async (event, context) => {
    const unfit = whyNoProxyEvent(event)
    if (unfit !== undefined) {
      options.log.error('event refused', { reason: unfit })
      return jsonResult(400, rpcError(-32600, unfit))
    }
    serve ??= (adapter ?? (await import('./adapters/serverless.ts')).serverlessAdapter)(app)
    const deadline = startDeadline(context.getRemainingTimeInMillis() - reserveMs)
    try {
      return await serve(event, deadline.signal)
    } finally {
      deadline.clear()
    }
  }
}

/**
 * The shipped server as a handler. Its app is made at the first event: nothing reads the environment before.
 *
 * @param options for the snapshot, which brings both
 */
export function createShippedHandler(options: { adapter?: Adapter; mcp?: Mcp } = {}): Handler {
  let shipped: Handler | undefined
  return async (event, context) => {
    try {
      shipped ??= configured(options)
    } catch (error) {
      console.error(error)
      return jsonResult(500, rpcError(-32603, 'The server could not start. Its log has the reason.'))
    }
    return shipped(event, context)
  }
}

function configured({ mcp = createShippedMcp(), ...options }: { adapter?: Adapter; mcp?: Mcp }): Handler {
  const settings = config()
  return createHandler({
    ...settings,
    ...options,
    mcp,
    log: createLog(settings),
    hosts: 'any', // The gateway serves no names but its own.
    origins: settings.allowedOrigins ?? 'any',
  })
}

/** The function's handler. */
export const handler = createShippedHandler()

function jsonResult(statusCode: number, body: string): APIGatewayProxyResult {
  return { statusCode, headers: { 'content-type': 'application/json' }, body }
}
