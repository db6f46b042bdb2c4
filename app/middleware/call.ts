import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { anonymous } from '../auth/identity.ts'
import { listener } from '../listener.ts'
import type { Log } from '../log.ts'
import type { Call } from '../mcp/request-scope.ts'
import type { Middleware } from './koa-state.ts'

declare module 'node:http' {
  interface IncomingMessage {
    /** Set by the Lambda handler: what API Gateway knows about the request. A socket's request has none. */
    requestContext?: {
      requestId?: string
      authorizer?: Record<string, unknown> | null
      domainName?: string
      stage?: string
      path?: string
    }
    /** Set by the Lambda handler: aborts shortly before the function's deadline. */
    deadline?: AbortSignal
    /** Set by the Lambda handler: the whole body, where there is one. That of a socket's request is read from it. */
    body?: Buffer
  }
}

export interface CallOptions {
  log: Log
  /** The name of the deployment. API Gateway's own stage counts beside it. Default: none. */
  stage?: string
}

/** Starts the request's {@link Call}: its id, its log, and a signal that aborts when it makes no sense to go on. */
export function call({ log, stage = '' }: CallOptions): Middleware {
  return async (ctx, next) => {
    const requestId = ctx.req.requestContext?.requestId ?? randomUUID()
    const signal = ctx.req.deadline ?? untilGone(ctx.res, { log, requestId })
    ctx.state.call = {
      requestId,
      identity: anonymous,
      stage: `${stage}/${ctx.req.requestContext?.stage ?? ''}`,
      signal,
      log,
    }
    ctx.set('X-Request-Id', requestId)
    await next()
  }
}

function untilGone(res: ServerResponse, call: Pick<Call, 'log' | 'requestId'>): AbortSignal {
  const gone = new AbortController()
  const close = () => {
    if (!res.writableFinished) gone.abort(new Error('The client has gone.'))
  }
  res.once('close', listener('client gone', close, call))
  return gone.signal
}
