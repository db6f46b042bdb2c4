import type { APIGatewayProxyEvent, APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { createGateway, type Gateway } from 'lambda-local'
import { vi } from 'vitest'
import { createHandler } from '../app/lambda/handler.ts'
import { silent } from '../app/log.ts'
import { createMcp } from '../app/mcp/create-mcp.ts'
import { defineTool } from '../app/mcp/tool.ts'
import { serverInfo } from '../app/server-info.ts'
import { openApi } from '../infra/openapi.ts'
import { ping } from '../testing/tools/ping.ts'
import { whoami } from '../testing/tools/whoami.ts'
import { inProcess } from './in-process.ts'
import { listen, type Running } from './transports.ts'

export interface JwtGateway extends Running {
  /** The events that the authorizer got. */
  asked: APIGatewayTokenAuthorizerEvent[]
}

export interface JwtGatewayOptions {
  issuer: string
  /** What clients call the endpoint. Default: its URL on this machine, which is then the audience too. */
  endpoint?: string
  scopes?: string[]
  domain?: string
}

const reports = defineTool({ name: 'reports', description: 'Reads.', scopes: ['reports:read'], run: () => 'read' })

/** The local gateway with the document of `authorization: jwt`, and both functions as they are deployed. */
export async function jwtGateway({ issuer, scopes = [], domain, ...options }: JwtGatewayOptions): Promise<JwtGateway> {
  let gateway: Gateway | undefined
  const running = await listen((req, res) => gateway?.(req, res))
  const endpoint = options.endpoint ?? `${running.url}/dev/mcp`
  const variables = {
    AUTHORIZATION: 'jwt',
    LOG_LEVEL: 'error',
    JWT_ISSUER: issuer,
    JWT_SCOPES: scopes.join(','),
    JWT_AUDIENCE: domain !== undefined || options.endpoint === undefined ? endpoint : '',
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  vi.resetModules() // The authorizer keeps its configuration and its issuer's keys.
  const authorizer = (await import('../app/lambda/authorizer.ts')).handler
  const server = createHandler({
    mcp: createMcp({ info: serverInfo, tools: [ping, whoami, reports] }),
    log: silent,
    authorization: 'jwt',
    jwt: undefined,
    hosts: 'any',
    origins: 'any',
  })
  const asked: APIGatewayTokenAuthorizerEvent[] = []
  gateway = createGateway({
    document: openApi({
      title: 'serverless-mcp-dev',
      serverUri: 'arn:server',
      authorizerUri: 'arn:authorizer',
      authorizerTtlSeconds: 300,
      timeoutMs: 20_500,
      ...(domain !== undefined && { domain }),
      protectedResource: { endpoint, issuer, scopes },
    }),
    stage: 'dev',
    ...(domain !== undefined && { domain }),
    functions: {
      'arn:server': inProcess(event =>
        server(event as APIGatewayProxyEvent, { getRemainingTimeInMillis: () => 20_000 }),
      ),
      'arn:authorizer': inProcess(event => {
        asked.push(event as APIGatewayTokenAuthorizerEvent)
        return authorizer(event as APIGatewayTokenAuthorizerEvent)
      }),
    },
  })
  return { ...running, asked }
}
