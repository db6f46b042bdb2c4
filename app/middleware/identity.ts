import { bearerToken } from '../auth/bearer-token.ts'
import { type ChallengeError, challenge } from '../auth/challenge.ts'
import { fromAuthorizerContext, isExpired, missingScopes } from '../auth/identity.ts'
import { resourceMetadataUrl } from '../auth/resource-metadata.ts'
import type { Verdict, Verifier } from '../auth/verifiers/verifier.ts'
import type { Config } from '../config.ts'
import { endpointUrl } from './endpoint-url.ts'
import { HttpError } from './http-error.ts'
import type { Middleware } from './koa-state.ts'

export interface IdentityOptions extends Pick<Config, 'authorization' | 'jwt'> {
  /** Verifies tokens here. Default: nobody gets in but by the word of the authorizer function. */
  verify?: Verifier
}

/**
 * Finds out who calls. Behind API Gateway the authorizer function has decided and its answer is in the event; anywhere
 * else the header is verified here, by the same verifier. Only `none` lets a caller through unnamed.
 */
export function identity({ authorization, jwt, verify = refuseAll }: IdentityOptions): Middleware {
  return async (ctx, next) => {
    const { call } = ctx.state
    const decided = fromAuthorizerContext(ctx.req.requestContext?.authorizer)
    if (decided === undefined && authorization === 'none') return next()

    const endpoint = endpointUrl(ctx)
    if (authorization === 'jwt' && endpoint) call.resourceMetadata = resourceMetadataUrl(endpoint)
    const refusal = (status: 401 | 403, message: string, error?: ChallengeError) =>
      new HttpError(status, message, {
        headers: {
          'WWW-Authenticate': challenge({ error, scope: jwt?.scopes, resourceMetadata: call.resourceMetadata }),
        },
      })

    if (decided !== undefined) {
      call.identity = decided
      if (isExpired(decided)) throw refusal(401, expired, 'invalid_token')
      return next()
    }

    const header = ctx.get('Authorization')
    if (header === '') throw refusal(401, noToken) // RFC 6750, section 3.1: without an error code.
    const token = bearerToken(header)
    const verdict = token && endpoint ? await verify(token, here(endpoint, ctx.socket.localPort)) : malformed
    if ('refused' in verdict) {
      call.log.info('token refused', { reason: verdict.refused, request: call.requestId })
      throw refusal(401, notAccepted, 'invalid_token')
    }
    const missing = missingScopes(verdict.identity, jwt?.scopes)
    if (missing.length > 0) throw refusal(403, `${lacking} ${missing.join(' ')}`, 'insufficient_scope')
    call.identity = verdict.identity
    return next()
  }
}

const noToken = 'An access token is needed: send the header "Authorization: Bearer TOKEN".'
const notAccepted = 'The access token is not accepted. Get another from where it came from.'
const expired = 'The access token has expired. Get a new one and send the request again.'
const lacking = 'The access token is valid, but this server also asks for the scope'

const malformed: Verdict = { refused: 'the header holds anything but one token of at most 8 KB' }
const refuseAll: Verifier = async () => ({ refused: 'no authorizer has decided on it, and none is here' })

/** A token for another port of this machine is another server's, whatever the `Host` header says. */
function here(endpoint: string, localPort: number | undefined): string {
  const url = new URL(endpoint)
  if (localPort !== undefined) url.port = String(localPort)
  return url.href
}
