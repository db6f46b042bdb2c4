import { randomBytes } from 'node:crypto'
import type { StackConfig } from '../infra/config.ts'
import { openApi } from '../infra/openapi.ts'
import { authorizationOf, type Login, uris } from './authorization.ts'
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
 * In place of a domain of the stack's own stands this machine's name and port, and in place of its keys a key of this run.
 */
export function settingsOf(stack: LocalStack, login: Login): Settings {
  const { name, config } = stack
  const project = `serverless-mcp-${name}`
  const { authorizer, openApi: authorization } = authorizationOf(stack, login)
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
      ...(config.domain && { domain: new URL(login.endpoint).host }),
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
      STATE_KEYS: randomBytes(32).toString('hex'),
      ...(allowedOrigins && { ALLOWED_ORIGINS: allowedOrigins.join(',') }),
      ...(!lambda.snapshot && { SNAPSHOT: 'off' }),
    },
  }
}

/** How answers travel, whole or as they are written, and how long API Gateway waits for one. */
function streamingOf({ streaming }: StackConfig) {
  return streaming
    ? { handler: 'app.stream', longestMs: 900_000, openApi: { streaming } }
    : { handler: 'app.handler', longestMs: 29_000, openApi: {} }
}
