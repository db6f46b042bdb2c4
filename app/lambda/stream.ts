import type { Writable } from 'node:stream'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { type AppOptions, createApp } from '../app.ts'
import type { Mcp } from '../mcp/create-mcp.ts'
import type { Head, ServeStream } from './adapters/adapter.ts'
import { type Clock, withinDeadline } from './deadline.ts'
import { deploymentOptions } from './deployment-options.ts'
import { createInstance } from './instance.ts'
import { notStarted, type Refusal, refusalOf } from './refusal.ts'

/** `app.cjs` has it wrapped by `awslambda.streamifyResponse`, by which the runtime knows that it streams. */
export type StreamHandler = (event: APIGatewayProxyEvent, responseStream: Writable, context: Clock) => Promise<void>

/**
 * Creates a handler for the proxy event of a REST API whose integration streams: status and headers leave when they are
 * settled, and each event of a stream when it is written. Up to 200 MB, of which Lambda passes on the first 6 at full
 * speed, and the rest at 2 MB a second. https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 *
 * light-my-request is loaded with the first event: functions that do not stream start without it.
 */
export function createStream(options: Omit<AppOptions, 'buffer'>): StreamHandler {
  const app = createApp(options)
  let adapted: Promise<ServeStream> | undefined

  return async (event, responseStream, context) => {
    const refusal = refusalOf(event, options.log)
    if (refusal) return send(refusal, responseStream)
    adapted ??= import('./adapters/light-my-request.ts').then(({ injectAdapter }) => injectAdapter(app))
    const serve = await adapted
    await withinDeadline(context, deadline => serve(event, deadline, head => begin(responseStream, head)))
    await end(responseStream)
  }
}

/** The same as `createDeployedHandler`, for answers that leave as they come. */
export function createDeployedStream(mcp: () => Mcp): StreamHandler {
  const instance = createInstance()
  let deployed: StreamHandler | undefined
  const start = () => {
    const options = deploymentOptions(mcp())
    instance.begin(options.log)
    return createStream(options)
  }
  return async (event, responseStream, context) => {
    try {
      deployed ??= start()
    } catch (error) {
      return send(notStarted(error), responseStream)
    }
    const serve = deployed
    return instance.streaming(responseStream, () => serve(event, responseStream, context))
  }
}

async function send({ body, ...head }: Refusal, responseStream: Writable): Promise<void> {
  begin(responseStream, head).write(body)
  await end(responseStream)
}

/** The head goes out with the first write, so there is one at once: an answer without a body has a head too. */
function begin(responseStream: Writable, head: Partial<Head>): Writable {
  const out = awslambda.HttpResponseStream.from(responseStream, head)
  out.write('')
  return out
}

const end = (out: Writable) => new Promise<void>(resolve => out.end(resolve))
