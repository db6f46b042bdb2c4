import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  createGateway,
  createLambda,
  type Gateway,
  type Host,
  type Listening,
  type LocalLambda,
  listen,
} from 'lambda-local'
import { rpcError } from '../app/mcp/rpc-error.ts'
import { accessLogFormat } from '../infra/access-log-format.ts'
import { uris } from './authorization.ts'
import { createGuard } from './guard.ts'
import type { LocalStack } from './local-stack.ts'
import { settingsOf } from './settings.ts'

export interface DeploymentOptions {
  stack: LocalStack
  /** What both functions run in. */
  host: Host
  /** Of loopback, on both of its addresses. Default: 0, which lets the system choose one. */
  port?: number
  /** The authorization server, for a stack that takes access tokens, in place of its own. */
  issuer?: string | undefined
  /** Takes each line: of instances behind their id, of the API behind `gateway` and `access`. Default: nobody. */
  log?(line: string): void
}

/** A whole deployment on this machine. Disposed of, it leaves nothing. */
export interface Deployment extends AsyncDisposable {
  /** Where clients connect: `http://localhost:PORT/STACK/mcp`, or without the stack, if it has a domain of its own. */
  readonly endpoint: string
  readonly server: LocalLambda
  /** Undefined: anybody may call. */
  readonly authorizer: LocalLambda | undefined
  /** Both, or the server alone. */
  readonly lambdas: readonly LocalLambda[]
  readonly gateway: Gateway
  /** Starts instances of the server ahead of any call, and one of the authorizer. Rejects when one cannot start. */
  start(instances: number): Promise<void>
  /** Starts both functions afresh, with as many instances. No call fails by it. Rejects when one cannot start. */
  restart(instances: number): Promise<void>
}

/**
 * Creates what `pulumi up` deploys, on this machine: both functions, and the API in front of them. It answers from now on;
 * instances start with the first call, or by `start`.
 *
 * @throws {Error} with code `EADDRINUSE` when something else listens on the port
 */
export async function createDeployment({ port = 0, ...options }: DeploymentOptions): Promise<Deployment> {
  const listening = await listen(['127.0.0.1', '::1'], port)
  try {
    return assemble(listening, options)
  } catch (error) {
    await listening[Symbol.asyncDispose]()
    throw error
  }
}

function assemble(listening: Listening, { stack, host, issuer, log = () => {} }: DeploymentOptions): Deployment {
  const atStage = stack.config.domain ? '' : `/${stack.name}`
  const endpoint = `http://localhost:${listening.port}${atStage}/mcp`
  const { region } = stack
  const inside = { host, region, log }
  const settings = settingsOf(stack, { endpoint, issuer })
  const server = createLambda({ ...settings.server, ...inside })
  const authorizer = settings.authorizer && createLambda({ ...settings.authorizer, ...inside })
  const lambdas = authorizer ? [server, authorizer] : [server]
  const gateway = createGateway({
    document: settings.document,
    stage: stack.name,
    region,
    ...(stack.config.domain && { domain: 'localhost' }),
    functions: { [uris.server]: server, ...(authorizer && { [uris.authorizer]: authorizer }) },
    accessLog: { format: accessLogFormat, write: line => log(`access ${line}`) },
    log: line => log(`gateway ${line}`),
  })
  serve(listening, gateway, stack.config.allowedOrigins ?? [])

  return {
    endpoint,
    server,
    authorizer,
    lambdas,
    gateway,
    async start(instances) {
      await Promise.all([server.start(instances), authorizer?.start(1)])
    },
    async restart(instances) {
      await Promise.all(lambdas.map(lambda => lambda.replaceAll()))
      await server.start(instances - 1)
    },
    async [Symbol.asyncDispose]() {
      await listening[Symbol.asyncDispose]()
      await Promise.all(lambdas.map(lambda => lambda[Symbol.asyncDispose]()))
    },
  }
}

function serve({ servers }: Listening, gateway: Gateway, origins: readonly string[]): void {
  const whyRefused = createGuard(origins)
  const listener = (req: IncomingMessage, res: ServerResponse) => {
    const reason = whyRefused(req)
    if (reason === undefined) return gateway(req, res)
    return res.writeHead(403, { 'Content-Type': 'application/json' }).end(rpcError(-32000, reason))
  }
  for (const server of servers) server.on('request', listener)
}
