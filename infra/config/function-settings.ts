import type { StackConfig } from './config.ts'

// What a stack's functions and their gateway are told. Free of Pulumi: the deployment on one machine tells its own the same.

/** How long API Gateway keeps a verdict on a token, in seconds: so long a removed token still works. */
export const authorizerTtlSeconds = 300

/** The server's command: its answers leave whole, or as they are written. */
export const serverCommand = ({ streaming }: StackConfig): string => (streaming ? 'app.stream' : 'app.handler')

/** The server's variables, but for its keys. */
export function serverVariables(
  stage: string,
  { lambda, authorization, allowedOrigins }: StackConfig,
): Record<string, string> {
  return {
    ...lambda.environment,
    AUTHORIZATION: authorization,
    STAGE: stage,
    LOG_LEVEL: lambda.logLevel,
    ...(allowedOrigins && { ALLOWED_ORIGINS: allowedOrigins.join(',') }),
    ...(!lambda.snapshot && { SNAPSHOT: 'off' }),
  }
}

/** The authorizer is the server's image with another command. A third of a vCPU is plenty, and starts as fast. */
export function authorizerSettings({ authorization }: StackConfig) {
  return {
    command: 'authorizer.handler',
    memorySize: 512,
    // The first access token of an instance waits for three requests to its issuer, of up to 3 s each.
    timeout: authorization === 'jwt' ? 10 : 5,
  }
}

/**
 * What the authorizer of access tokens is told.
 *
 * @param audience whom they have to be for. Undefined: the endpoint, which the authorizer knows by the method's ARN
 */
export function jwtVariables(
  { scopes, claims, clockTolerance }: NonNullable<StackConfig['jwt']>,
  { issuer, audience }: { issuer: string; audience: string | undefined },
): Record<string, string> {
  return {
    JWT_ISSUER: issuer,
    ...(audience !== undefined && { JWT_AUDIENCE: audience }),
    ...(scopes.length > 0 && { JWT_SCOPES: scopes.join(',') }),
    ...(claims.length > 0 && { JWT_CLAIMS: claims.join(',') }),
    JWT_CLOCK_TOLERANCE: String(clockTolerance),
  }
}

/**
 * How long API Gateway waits for the server, in milliseconds. It answers half a second before its own timeout; the gateway
 * waits for that, and a little longer.
 */
export function integrationTimeoutMs({ streaming, lambda }: StackConfig): number {
  return Math.min(streaming ? 900_000 : 29_000, lambda.timeout * 1000 + 500)
}
