import type { OpenApiArgs } from '../infra/openapi.ts'
import { digestOf, type LocalStack } from './stack.ts'

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
 * Decides by `mcp:authorization`, as `infra/mcp-server.ts` does.
 *
 * @param _endpoint where clients connect, which is what their access tokens are good for
 */
export function authorizationOf({ config, token }: LocalStack, _endpoint: string): Authorization {
  if (token === undefined) return { openApi: {} }
  const environment = { AUTHORIZATION: config.authorization, TOKEN_DIGESTS: digestOf(token) }
  return { authorizer: { environment, timeoutMs: 5000 }, openApi: { authorizerUri: uris.authorizer } }
}
