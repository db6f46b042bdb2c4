import type { Middleware } from '../state.ts'

/**
 * Logs each request once, when its answer is out, or its caller gone or its time up, which is `aborted`. Names only: no
 * header, no argument, no body.
 */
export function requestLine(): Middleware {
  return async (ctx, next) => {
    const start = process.uptime() // As steady as performance.now(), whose first use loads twelve modules.
    ctx.res.once('close', () => {
      const { requestId, signal, log } = ctx.state.call
      log.info(`${ctx.method} ${ctx.path}`, {
        status: ctx.res.statusCode,
        ms: Math.round((process.uptime() - start) * 1000),
        ...ctx.state.rpc,
        ...(signal.aborted && { aborted: true }),
        request: requestId,
      })
    })
    await next()
  }
}
