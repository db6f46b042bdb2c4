import cors from '@koa/cors'
import Koa from 'koa'
import { listener } from './listener.ts'
import { type CallOptions, call } from './middleware/call.ts'
import { crossOrigin } from './middleware/cross-origin.ts'
import { errors } from './middleware/errors.ts'
import { health } from './middleware/health.ts'
import { type IdentityOptions, identity } from './middleware/identity.ts'
import type { State } from './middleware/koa-state.ts'
import { type EndpointOptions, endpoint } from './middleware/mcp.ts'
import { metadata } from './middleware/metadata.ts'
import { type OriginOptions, origin } from './middleware/origin.ts'
import { requestLine } from './middleware/request-line.ts'
import { route } from './middleware/route.ts'
import { target } from './middleware/target.ts'

export interface AppOptions extends CallOptions, OriginOptions, IdentityOptions, EndpointOptions {}

/** Creates the app that every transport serves: a socket on a laptop, a proxy event in Lambda. */
export function createApp(options: AppOptions): Koa<State> {
  const { log } = options
  const app = new Koa<State>()
  app.use(call(options))
  app.use(errors())
  app.use(requestLine())
  app.use(target())
  app.use(health())
  app.use(origin(options))
  app.use(route(options))
  app.use(cors(crossOrigin))
  app.use(metadata(options))
  app.use(identity(options))
  app.use(endpoint(options))
  // What Koa meets after the middleware: an answer that could not be written, most often as its reader has gone.
  const notWritten = (error: unknown, ctx?: Koa.ParameterizedContext<State>) => {
    const { signal, requestId } = ctx?.state.call ?? {}
    const gone = signal?.aborted || ctx?.req.socket?.destroyed
    log[gone ? 'debug' : 'error']('answer not written', { request: requestId, error })
  }
  app.on('error', listener('answer not written', notWritten, { log }))
  return app
}
