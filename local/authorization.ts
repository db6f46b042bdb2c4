import type { StackConfig } from '../infra/config.ts'
import type { OpenApiArgs } from '../infra/openapi.ts'
import { digestOf, type LocalStack } from './stack.ts'

/** Whom callers log in at, where the stack takes access tokens. */
export interface Login {
  /** Where clients connect, which is what their access tokens are good for. */
  endpoint: string
  /** The authorization server of this machine. It stands in for the stack's own, whose tokens are for another endpoint. */
  issuer: string | undefined
}

/** What the document invokes the functions by. */
export const uris = { server: 'server', authorizer: 'authorizer' } as const

/** Who may call, as the parts of the deployment are told it. */
export interface Authorization {
  /** What is the authorizer's own. Absent: anybody may call, and there is none. */
  authorizer?: { environment: Record<string, string>; timeoutMs: number }
  /** What the API's document says of it. */
  openApi: Partial<OpenApiArgs>
}

/**
 * Decides by `mcp:authorization`, as `infra/authorizer.ts` and `infra/api.ts` do.
 *
 * @throws {Error} for a stack that takes access tokens, without an issuer
 */
export function authorizationOf({ config, token }: LocalStack, login: Login): Authorization {
  const AUTHORIZATION = config.authorization
  if (config.jwt !== undefined) return byAccessTokens(config.jwt, login)
  if (token === undefined) return { openApi: {} }
  const environment = { AUTHORIZATION, TOKEN_DIGESTS: digestOf(token) }
  return { authorizer: { environment, timeoutMs: 5000 }, openApi: { authorizerUri: uris.authorizer } }
}

function byAccessTokens(jwt: NonNullable<StackConfig['jwt']>, { endpoint, issuer }: Login): Authorization {
  if (issuer === undefined) throw new Error('mcp:authorization is "jwt", so the deployment needs an issuer.')
  const { scopes, clientScopes, claims, clockTolerance } = jwt
  return {
    authorizer: {
      environment: {
        AUTHORIZATION: 'jwt',
        JWT_ISSUER: issuer,
        JWT_AUDIENCE: endpoint,
        ...(scopes.length > 0 && { JWT_SCOPES: scopes.join(',') }),
        ...(claims.length > 0 && { JWT_CLAIMS: claims.join(',') }),
        JWT_CLOCK_TOLERANCE: String(clockTolerance),
      },
      timeoutMs: 10_000,
    },
    openApi: { authorizerUri: uris.authorizer, protectedResource: { endpoint, issuer, scopes, clientScopes } },
  }
}
