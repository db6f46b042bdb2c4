import type { OpenApiArgs } from '../infra/openapi.ts'
import { digestOf, type LocalStack } from './stack.ts'

/** What the document invokes the functions by. */
export const uris = { server: 'server', authorizer: 'authorizer' } as const

/** Who may call, as the parts of the deployment are told it. */
export interface Authorization {
  /** The environment of the authorizer. Absent: anybody may call, and there is no authorizer. */
  authorizer?: Record<string, string>
  /** What the API's document says of it. */
  openApi: Partial<OpenApiArgs>
}

/** Decides by `mcp:authorization`, as `infra/mcp-server.ts` does. */
export function authorizationOf({ token }: LocalStack): Authorization {
  if (token === undefined) return { openApi: {} }
  return { authorizer: { TOKEN_DIGESTS: digestOf(token) }, openApi: { authorizerUri: uris.authorizer } }
}
