import type { StackConfig } from '../infra/config/config.ts'
import { jwtVariables } from '../infra/config/function-settings.ts'
import type { OpenApiArgs } from '../infra/openapi.ts'
import { digestOf, type LocalStack } from './local-stack.ts'

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
  /** The authorizer's variables. Absent: anybody may call, and there is none. */
  authorizer?: Record<string, string>
  /** What the API's document says of it. */
  openApi: Partial<OpenApiArgs>
}

/**
 * Decides by `mcp:authorization`, as `infra/authorizer.ts` and `infra/api.ts` do, with this machine's tokens and issuer.
 *
 * @throws {Error} for a stack that takes access tokens, without an issuer
 */
export function authorizationOf({ config, token }: LocalStack, login: Login): Authorization {
  const AUTHORIZATION = config.authorization
  if (config.jwt !== undefined) return byAccessTokens(config.jwt, login)
  if (token === undefined) return { openApi: {} }
  const authorizer = { AUTHORIZATION, TOKEN_DIGESTS: digestOf(token) }
  return { authorizer, openApi: { authorizerUri: uris.authorizer } }
}

function byAccessTokens(jwt: NonNullable<StackConfig['jwt']>, { endpoint, issuer }: Login): Authorization {
  if (issuer === undefined) throw new Error('mcp:authorization is "jwt", so the deployment needs an issuer.')
  const { scopes, clientScopes } = jwt
  return {
    authorizer: { AUTHORIZATION: 'jwt', ...jwtVariables(jwt, { issuer, audience: endpoint }) },
    openApi: { authorizerUri: uris.authorizer, protectedResource: { endpoint, issuer, scopes, clientScopes } },
  }
}
