import { randomBytes } from 'node:crypto'
import type { LambdaOptions } from 'lambda-local'
import type { StackConfig } from '../infra/config/config.ts'
import {
  authorizerSettings,
  authorizerTtlSeconds,
  integrationTimeoutMs,
  serverCommand,
  serverVariables,
} from '../infra/config/function-settings.ts'
import { openApi } from '../infra/openapi.ts'
import { authorizationOf, type Login, uris } from './authorization.ts'
import type { LocalStack } from './local-stack.ts'

type FunctionOptions = Omit<LambdaOptions, 'host' | 'log' | 'region'>

export interface Settings {
  server: FunctionOptions
  /** Absent: anybody may call. */
  authorizer?: FunctionOptions
  /** The API's document, with `uris` in place of ARNs. */
  document: object
}

/**
 * What a stack deploys, without AWS: what `infra/mcp-server.ts` and `infra/api.ts` make, to which a test holds this. In place
 * of a domain of the stack's own stands this machine's name and port, and in place of its keys a key of this run.
 */
export function settingsOf(stack: LocalStack, login: Login): Settings {
  const { name, config } = stack
  const project = `serverless-mcp-${name}`
  const { authorizer, openApi: authorization } = authorizationOf(stack, login)
  return {
    server: serverOf(`${project}-server`, name, config),
    ...(authorizer && { authorizer: authorizerOf(`${project}-authorizer`, authorizer, config) }),
    document: openApi({
      title: project,
      serverUri: uris.server,
      authorizerTtlSeconds,
      timeoutMs: integrationTimeoutMs(config),
      streaming: config.streaming,
      ...(config.domain && { domain: new URL(login.endpoint).host, exclusive: config.domain.exclusive }),
      ...authorization,
    }),
  }
}

function serverOf(name: string, stage: string, config: StackConfig): FunctionOptions {
  const { memorySize, timeout, reservedConcurrency } = config.lambda
  return {
    name,
    handler: serverCommand(config),
    memorySize,
    timeoutMs: timeout * 1000,
    ...(reservedConcurrency !== undefined && { maxInstances: reservedConcurrency }),
    environment: { ...serverVariables(stage, config), STATE_KEYS: randomBytes(32).toString('hex') },
  }
}

function authorizerOf(name: string, environment: Record<string, string>, config: StackConfig): FunctionOptions {
  const { command, memorySize, timeout } = authorizerSettings(config)
  return { name, handler: command, memorySize, timeoutMs: timeout * 1000, environment }
}
