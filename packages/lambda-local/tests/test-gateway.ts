import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { accessLogFormat } from '../../../infra/access-log-format.ts'
import { type OpenApiArgs, openApi } from '../../../infra/openapi.ts'
import type { LambdaFunction } from '../src/function.ts'
import { createGateway, type GatewayOptions } from '../src/gateway/create-gateway.ts'
import { authorizeByToken } from './cases/authorization.ts'
import { type Behaviour, type FakeFunction, fakeFunction } from './fake-function.ts'

export const args: OpenApiArgs = {
  title: 'serverless-mcp-dev',
  serverUri: 'arn:server',
  authorizerUri: 'arn:authorizer',
  authorizerTtlSeconds: 300,
  timeoutMs: 20_000,
}

export const deployed = openApi(args)

const { authorizerUri: _, ...withoutAuthorizer } = args

/** The deployed document without its authorizer. */
export const open = openApi(withoutAuthorizer)

/** A document with one method, `POST /mcp`, that anybody may call; parts of it replaced. */
export function documentWith(integration: object, rest: object = {}): object {
  const post = { ...open.paths['/mcp'].post, 'x-amazon-apigateway-integration': integration }
  return { openapi: '3.0.1', info: open.info, paths: { '/mcp': { post } }, ...rest }
}

export const proxyTo = { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:server' }

/** The authorizer of the cases, behind Lambda's interface. */
export function tokenAuthorizer(): FakeFunction {
  return fakeFunction(event => {
    try {
      return { returns: authorizeByToken(event) }
    } catch (error) {
      return { throws: error instanceof Error ? error.message : String(error) }
    }
  })
}

export interface Request {
  /** Default: POST. */
  method?: string
  /** With the stage. Default: `/dev/mcp`. */
  path?: string
  /** Sent as they are; a Host and a Content-Length are added unless they are among them. */
  headers?: [name: string, value: string][]
  body?: string | Buffer
}

export interface Response {
  status: number
  headers: IncomingMessage['headers']
  rawHeaders: string[]
  body: Buffer
}

/** Starts a gateway on a free port, for one test. */
export async function startGateway({ functions, ...options }: Partial<GatewayOptions> & { server?: Behaviour } = {}) {
  const server = fakeFunction(options.server ?? 'echo')
  const authorizer = tokenAuthorizer()
  const log: string[] = []
  const accessLog: string[] = []
  const gateway = createGateway({
    document: deployed,
    stage: 'dev',
    functions: { 'arn:server': server, 'arn:authorizer': authorizer, ...functions } satisfies Record<
      string,
      LambdaFunction
    >,
    log: line => log.push(line),
    accessLog: { format: accessLogFormat, write: line => accessLog.push(line) },
    ...options,
  })
  const settled: Promise<void>[] = []
  const listener = createServer((req, res) => settled.push(gateway(req, res))).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  onTestFinished(() => {
    listener.close()
    listener.closeAllConnections()
  })
  const { port } = listener.address() as AddressInfo
  return {
    server,
    authorizer,
    log,
    port,
    /** The lines of all requests so far, once each is done. */
    async accessLines(): Promise<Record<string, string>[]> {
      await Promise.all(settled)
      return accessLog.map(line => JSON.parse(line))
    },
    /** Sends a request and takes the answer's head; its body is left to the caller. */
    open: (given: Request) => openRequest(port, given),
    send: (given: Request) => sendRequest(port, given),
  }
}

/** Sends a request to a port of loopback. */
export async function sendRequest(port: number, given: Request): Promise<Response> {
  const answer = await openRequest(port, given)
  const { statusCode = 0, headers, rawHeaders } = answer
  return { status: statusCode, headers, rawHeaders, body: await buffer(answer) }
}

async function openRequest(port: number, { method = 'POST', path = '/dev/mcp', headers = [], body }: Request) {
  const names = headers.map(([name]) => name.toLowerCase())
  const own: [string, string][] = [
    ['Host', `127.0.0.1:${port}`],
    ['Content-Length', String(Buffer.byteLength(body ?? ''))],
  ]
  const chunked = names.includes('transfer-encoding')
  const added = own.filter(([name]) => !names.includes(name.toLowerCase()) && !(chunked && name === 'Content-Length'))
  // As a flat list, which is sent as it is: names in this case, in this order, twice if twice.
  const sent = request({ host: '127.0.0.1', port, method, path, headers: [...added, ...headers].flat(), agent: false })
  sent.end(body)
  sent.on('error', () => {}) // Once there is an answer, what became of the request is no matter.
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return answer
}
