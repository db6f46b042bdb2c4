import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { type AppOptions, createApp } from '../app.ts'
import type { Mcp } from '../mcp/create-mcp.ts'
import { serverlessAdapter } from './adapters/serverless.ts'
import { withinDeadline } from './deadline.ts'
import { deploymentOptions } from './deployment-options.ts'
import { createInstance, type Invocation } from './instance.ts'
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

/** A handler with the options of this process's environment. Its app is made at the first event: nothing reads them before. */
export function createDeployedHandler(mcp: () => Mcp): Handler {
  const instance = createInstance()
  let deployed: Handler | undefined
  const start = () => {
    const options = deploymentOptions(mcp())
    instance.begin(options.log)
    return createHandler(options)
  }
  return async (event, context) => {
    try {
      deployed ??= start()
    } catch (error) {
      return notStarted(error)
    }
    const serve = deployed
    return instance.returning(context, () => serve(event, context))
  }
}
