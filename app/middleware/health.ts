import { resourceOf } from '../routes.ts'
import type { Middleware } from './koa-state.ts'

/** `GET /healthz`: the process is up. It looks at nothing else, as an instance has nothing else to lose. */
export function health(): Middleware {
  return async (ctx, next) => {
    if (resourceOf(ctx.path) !== '/healthz' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'application/json'
    ctx.body = '{"status":"ok"}'
  }
}
