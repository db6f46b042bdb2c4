import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { serverlessAdapter } from './adapters/serverless.ts'
import { type AppOptions, createApp } from './app.ts'
import { deployed } from './deployed.ts'
import { createInstance, type Invocation } from './instance.ts'
import { withinDeadline } from './limits.ts'
import type { Mcp } from './mcp.ts'
import { notStarted, refusalOf } from './refusal.ts'

/**
 * The largest body that Lambda's synchronous invoke returns: 6 MB for the whole answer, less room for status and headers,
 * which API Gateway limits to 10,240 bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxBodyBytes = 6 * 1024 * 1024 - 16 * 1024

export type Handler = (event: APIGatewayProxyEvent, context: Invocation) => Promise<APIGatewayProxyResult>

/** Creates a handler for the proxy event of a REST API. Buffered: one event, one whole answer. */
export function createHandler(options: Omit<AppOptions, 'buffer'>): Handler {
  const serve = serverlessAdapter(createApp({ ...options, buffer: { maxBytes: maxBodyBytes } }))

  return async (event, context) => {
    const refusal = refusalOf(event, options.log)
    if (refusal) return refusal
    return withinDeadline(context, deadline => serve(event, deadline))
  }
}

/**
 * The shipped server as a handler. Its app is made at the first event: nothing reads the environment before.
 *
 * @param mcp default: made with the app
 */
export function createShippedHandler(mcp?: Mcp): Handler {
  const instance = createInstance()
  let shipped: Handler | undefined
  const start = () => {
    const options = deployed(mcp)
    instance.begin(options.log)
    return createHandler(options)
  }
  return async (event, context) => {
    try {
      shipped ??= start()
    } catch (error) {
      return notStarted(error)
    }
    const serve = shipped
    return instance.returning(context, () => serve(event, context))
  }
}

/** The function's handler, `app.handler`. */
export const handler = createShippedHandler()
