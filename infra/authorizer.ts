import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config/config.ts'
import { authorizerSettings, jwtVariables } from './config/function-settings.ts'
import type { Domain } from './domain.ts'
import { createFunction, type DeployedFunction, type FunctionArgs } from './functions.ts'
import type { Scope } from './scope.ts'

/** The function that decides on tokens. */
export function createAuthorizer(
  scope: Scope,
  image: FunctionArgs['image'],
  { digests, domain }: { digests: pulumi.Input<string[]>; domain: Domain | undefined },
  config: StackConfig,
): DeployedFunction {
  const { authorization } = config
  const byTokens = { TOKEN_DIGESTS: pulumi.output(digests).apply(list => list.join(',')) }
  const environment = { AUTHORIZATION: authorization, ...(authorization === 'jwt' ? byAccessTokens(config) : byTokens) }
  // Tokens for the old address are refused only once there are others to be had.
  const after = domain ? [domain.address] : []
  return createFunction(scope, 'authorizer', { image, ...authorizerSettings(config), environment, after }, config)
}

function byAccessTokens({ jwt, domain }: StackConfig): Record<string, string> {
  if (jwt === undefined) return {}
  // An event names no domain.
  return jwtVariables(jwt, {
    issuer: jwt.issuer,
    audience: jwt.audience ?? (domain && `https://${domain.name}/mcp`),
  })
}
