import { listener } from '../listener.ts'
import type { Middleware } from './koa-state.ts'
import { pathOf } from './target.ts'

/**
 * Logs each request once, when its answer is out, or its caller gone or its time up, which is `aborted`. Without a status,
 * nothing has left. Names only: no header, no argument, no body.
 */
export function requestLine(): Middleware {
  return async (ctx, next) => {
    const start = process.uptime() // As steady as performance.now(), whose first use loads twelve modules.
    const path = pathOf(ctx) ?? ctx.url.slice(0, 200)
    const line = () => {
      const { requestId, signal, log } = ctx.state.call
      log.info(`${ctx.method} ${path}`, {
        // Until it leaves, the status is whatever Koa starts with.
        ...(ctx.res.headersSent && { status: ctx.res.statusCode }),
        ms: Math.round((process.uptime() - start) * 1000),
        ...ctx.state.rpc,
        ...(signal.aborted && { aborted: true }),
        request: requestId,
      })
    }
    ctx.res.once('close', listener('request line', line, ctx.state.call))
    await next()
  }
}
