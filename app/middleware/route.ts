import type { Config } from '../config.ts'
import { methodNotAllowed, resourceOf, routes } from '../routes.ts'
import { readable } from './cross-origin.ts'
import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

/**
 * Refuses what is not served before anybody is asked for a token: 404 for a path, 405 for a method. A client that looks for
 * the authorization server here takes a challenge for a yes.
 */
export function route({ jwt }: Pick<Config, 'jwt'>): Middleware {
  const served = routes.filter(({ discovery }) => !discovery || jwt !== undefined)
  return async (ctx, next) => {
    const resource = resourceOf(ctx.path)
    const found = served.find(({ path }) => path === resource)
    if (found === undefined) {
      const message = `Nothing is served at ${ctx.path}. The MCP endpoint is POST /mcp.`
      throw new HttpError(404, message, { headers: readable })
    }
    const methods: readonly string[] = found.methods
    if (methods.includes(ctx.method)) return next()
    const Allow = methods.join(', ')
    if (ctx.method !== 'OPTIONS') throw new HttpError(405, methodNotAllowed, { headers: { ...readable, Allow } })
    if (ctx.get('Access-Control-Request-Method') !== '') return next()
    ctx.set('Allow', Allow)
    ctx.status = 204
  }
}
