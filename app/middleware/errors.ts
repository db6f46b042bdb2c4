import { rpcError } from '../mcp/rpc-error.ts'
import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

/** Turns whatever the stack throws into an answer. What is no {@link HttpError} is a fault of ours: its detail is logged. */
export function errors(): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const { requestId, log } = ctx.state.call
      if (!ctx.writable) return // Nobody is there to read an answer.
      if (error instanceof HttpError) {
        ctx.set(error.headers)
        ctx.status = error.status
        ctx.body = rpcError(error.code, error.message)
      } else {
        log.error('request failed', { request: requestId, error })
        ctx.status = 500
        ctx.body = rpcError(-32603, `The server failed. Its log has the reason under request ${requestId}.`)
      }
      ctx.type = 'application/json'
    }
  }
}
