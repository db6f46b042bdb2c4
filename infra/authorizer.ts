import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config.ts'
import { createFunction, type DeployedFunction, type FunctionArgs } from './functions.ts'
import type { Scope } from './scope.ts'
import { authorizerSettings, jwtVariables } from './settings.ts'

/** The function that decides on tokens. */
export function createAuthorizer(
  scope: Scope,
  image: FunctionArgs['image'],
  digests: pulumi.Input<string[]>,
  config: StackConfig,
): DeployedFunction {
  const { authorization } = config
  const byTokens = { TOKEN_DIGESTS: pulumi.output(digests).apply(list => list.join(',')) }
  const environment = { AUTHORIZATION: authorization, ...(authorization === 'jwt' ? byAccessTokens(config) : byTokens) }
  return createFunction(scope, 'authorizer', { image, ...authorizerSettings(config), environment }, config)
}

function byAccessTokens({ jwt, domain }: StackConfig): Record<string, string> {
  if (jwt === undefined) return {}
  // An event names no domain.
  return jwtVariables(jwt, {
    issuer: jwt.issuer,
    audience: jwt.audience ?? (domain && `https://${domain.name}/mcp`),
  })
}
