import type { StackConfig } from '../infra/config.ts'
import { openApi } from '../infra/openapi.ts'
import { authorizationOf, uris } from './authorization.ts'
import type { LambdaOptions } from './lambda.ts'
import type { LocalStack } from './stack.ts'

type FunctionOptions = Omit<LambdaOptions, 'host' | 'log'>

export interface Settings {
  server: FunctionOptions
  /** Absent: anybody may call. */
  authorizer?: FunctionOptions
  /** The API's document, with `uris` in place of ARNs. */
  document: object
}

/**
 * What a stack deploys, without AWS: the values of `infra/mcp-server.ts` and `infra/api.ts`, to which a test holds these.
 * A domain of one's own is left out: here the API is served at its stage, as without one.
 *
 * @param endpoint where clients connect
 */
export function settingsOf(stack: LocalStack, endpoint: string): Settings {
  const { name, config } = stack
  const project = `serverless-mcp-${name}`
  const { authorizer, openApi: authorization } = authorizationOf(stack, endpoint)
  const { longestMs, openApi: streaming } = streamingOf(config)
  return {
    server: serverOf(`${project}-server`, name, config),
    ...(authorizer && {
      authorizer: { name: `${project}-authorizer`, handler: 'authorizer.handler', memorySize: 512, ...authorizer },
    }),
    document: openApi({
      title: project,
      serverUri: uris.server,
      authorizerTtlSeconds: 300,
      timeoutMs: Math.min(longestMs, config.lambda.timeout * 1000 + 500),
      ...streaming,
      ...authorization,
    }),
  }
}

function serverOf(name: string, stage: string, config: StackConfig): FunctionOptions {
  const { lambda, allowedOrigins, authorization } = config
  return {
    name,
    handler: streamingOf(config).handler,
    memorySize: lambda.memorySize,
    timeoutMs: lambda.timeout * 1000,
    ...(lambda.reservedConcurrency !== undefined && { maxInstances: lambda.reservedConcurrency }),
    environment: {
      ...lambda.environment,
      AUTHORIZATION: authorization,
      STAGE: stage,
      LOG_LEVEL: lambda.logLevel,
      ...(allowedOrigins && { ALLOWED_ORIGINS: allowedOrigins.join(',') }),
      ...(!lambda.snapshot && { SNAPSHOT: 'off' }),
    },
  }
}

/** How answers travel, whole or as they are written, and how long API Gateway waits for one. */
function streamingOf({ streaming }: StackConfig & { streaming?: boolean }) {
  return streaming
    ? { handler: 'app.stream', longestMs: 900_000, openApi: { streaming } }
    : { handler: 'app.handler', longestMs: 29_000, openApi: {} }
}
