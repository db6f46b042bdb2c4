import type { Config } from '../config.ts'
import { HttpError } from '../http-error.ts'
import { fromAuthorizerContext } from '../identity.ts'
import type { Middleware } from '../state.ts'
import { verifyToken } from '../token.ts'

/**
 * Finds out who calls. Behind API Gateway the authorizer function has decided and its answer is in the event; anywhere
 * else the header is verified here, by the same verifier. Only `none` lets a caller through unnamed.
 */
export function identity({ authorization, tokenDigests }: Pick<Config, 'authorization' | 'tokenDigests'>): Middleware {
  return async (ctx, next) => {
    const authorizer = ctx.req.requestContext?.authorizer
    if (authorizer?.principalId !== undefined) {
      ctx.state.call.identity = fromAuthorizerContext(authorizer)
    } else if (authorization === 'token') {
      const caller = verifyToken(ctx.get('Authorization'), tokenDigests)
      if (caller === undefined) throw unauthorized(ctx.get('Authorization'))
      ctx.state.call.identity = caller
    }
    await next()
  }
}

/** RFC 6750, section 3.1: a caller who sent no credentials gets the challenge without an error code. */
function unauthorized(header: string): HttpError {
  return header === ''
    ? new HttpError(401, 'An access token is needed: send the header "Authorization: Bearer TOKEN".', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      })
    : new HttpError(401, 'The access token is not accepted. Ask the people who run this server for another.', {
        headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
      })
}
