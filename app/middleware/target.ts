import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

/** The path of a request, or undefined where its target cannot be parsed: Koa's own `ctx.path` throws then. */
export function pathOf(ctx: { readonly path: string }): string | undefined {
  try {
    return ctx.path ?? undefined
  } catch {
    return undefined
  }
}

/** Refuses a target that cannot be parsed with 400, before anything asks for its path. */
export function target(): Middleware {
  return async (ctx, next) => {
    if (pathOf(ctx) === undefined) {
      throw new HttpError(
        400,
        `The target "${ctx.url.slice(0, 100)}" cannot be parsed. Send a path, as POST /mcp does.`,
      )
    }
    return next()
  }
}
