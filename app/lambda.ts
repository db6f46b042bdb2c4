import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda'
import serverless from 'serverless-http'
import { type AppOptions, createApp } from './app.ts'
import { config } from './config.ts'
import { type Deadline, startDeadline } from './limits.ts'
import { createLog } from './log.ts'
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

/** Creates a handler for the proxy event of a REST API. Buffered: one event, one whole answer. */
export function createHandler(options: Omit<AppOptions, 'buffer'>): Handler {
  const app = createApp({ ...options, buffer: { maxBytes: maxBodyBytes } })
  const serve = serverless(app, {
    binary: false, // Every answer is text.
    requestId: '', // The id is the gateway's, never one that the caller sends.
    request(req: { deadline?: AbortSignal }, _event: unknown, { signal }: Deadline) {
      req.deadline = signal
    },
  })

  return async (event, context) => {
    const unfit = whyNoProxyEvent(event)
    if (unfit !== undefined) {
      options.log.error('event refused', { reason: unfit })
      return jsonResult(400, rpcError(-32600, unfit))
    }
    const deadline = startDeadline(context.getRemainingTimeInMillis() - reserveMs)
    try {
      return (await serve(event, deadline)) as APIGatewayProxyResult
    } finally {
      deadline.clear()
    }
  }
}

let shipped: Handler | undefined

/**
 * The function's handler. The app is made at the first event: nothing reads the environment while the module loads.
 */
export const handler: Handler = async (event, context) => {
  try {
    shipped ??= createShippedHandler()
  } catch (error) {
    console.error(error)
    return jsonResult(500, rpcError(-32603, 'The server could not start. Its log has the reason.'))
  }
  return shipped(event, context)
}

function createShippedHandler(): Handler {
  const settings = config()
  return createHandler({
    ...settings,
    mcp: createShippedMcp(),
    log: createLog(settings),
    hosts: 'any', // The gateway serves no names but its own.
    origins: settings.allowedOrigins ?? 'any',
  })
}

function jsonResult(statusCode: number, body: string): APIGatewayProxyResult {
  return { statusCode, headers: { 'content-type': 'application/json' }, body }
}
