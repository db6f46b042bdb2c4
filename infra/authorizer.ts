import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config.ts'
import { createFunction, type DeployedFunction, type FunctionArgs } from './functions.ts'
import type { Scope } from './scope.ts'

/**
 * The function that decides on tokens: the server's image with another command. A third of a vCPU is plenty, and starts as
 * fast.
 */
export function createAuthorizer(
  scope: Scope,
  image: FunctionArgs['image'],
  digests: pulumi.Input<string[]>,
  config: StackConfig,
): DeployedFunction {
  const { authorization } = config
  const byTokens = { TOKEN_DIGESTS: pulumi.output(digests).apply(list => list.join(',')) }
  return createFunction(
    scope,
    'authorizer',
    {
      image,
      command: 'authorizer.handler',
      memorySize: 512,
      // The first access token of an instance waits for three requests to its issuer, of up to 3 s each.
      timeout: authorization === 'jwt' ? 10 : 5,
      environment: { AUTHORIZATION: authorization, ...(authorization === 'jwt' ? jwtVariables(config) : byTokens) },
    },
    config,
  )
}

function jwtVariables({ jwt, domain }: StackConfig): Record<string, string> {
  if (jwt === undefined) return {}
  const { issuer, scopes, claims, clockTolerance } = jwt
  // An event names no domain. Without one, the authorizer knows the endpoint by the method's ARN.
  const audience = jwt.audience ?? (domain && `https://${domain.name}/mcp`)
  return {
    JWT_ISSUER: issuer,
    ...(audience !== undefined && { JWT_AUDIENCE: audience }),
    ...(scopes.length > 0 && { JWT_SCOPES: scopes.join(',') }),
    ...(claims.length > 0 && { JWT_CLAIMS: claims.join(',') }),
    JWT_CLOCK_TOLERANCE: String(clockTolerance),
  }
}
