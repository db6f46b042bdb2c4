import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { createApp } from '../app/app.ts'
import type { Head } from '../app/lambda/adapters/adapter.ts'
import { createHandler } from '../app/lambda/handler.ts'
import { createStream } from '../app/lambda/stream.ts'
import { type Log, silent } from '../app/log.ts'
import type { Mcp } from '../app/mcp/create-mcp.ts'
import { proxyEvent } from '../scripts/build/proxy-event.ts'
import { appOptions, type ServerOptions } from './servers/index.ts'
import { restore } from './snapshot/restore.ts'

/** A server on a port of its own, on loopback. */
export interface Running extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a path. */
  url: string
  server: Server
}

export interface Options extends ServerOptions {
  /** Default: none is kept. */
  log?: Log
  /** What the authorizer in front of the function returned. */
  authorizer?: Record<string, unknown>
  /** Lambda's timeout in milliseconds. Default: 30 s. */
  timeoutMs?: number
}

/** The app behind a socket, as `npm start` serves it. `mcp` is for what only a test of this process can have. */
export const http = ({ log = silent, mcp, ...options }: Options & { mcp?: Mcp } = {}): Promise<Running> =>
  listen(createApp({ ...appOptions(options), ...(mcp && { mcp }), log }).callback())

/** The app behind the Lambda handler, as it starts without a snapshot. */
export function lambda({ log = silent, authorizer, timeoutMs, ...options }: Options = {}): Promise<Running> {
  const handler = createHandler({ ...appOptions(options), log })
  return gateway(authorizer, event => {
    const deadline = Date.now() + (timeoutMs ?? 30_000)
    return handler(event, { getRemainingTimeInMillis: () => deadline - Date.now() })
  })
}

/** The app behind the Lambda handler, in a process restored from a snapshot. */
async function snapshot({ log = silent, authorizer, timeoutMs, ...options }: Options = {}): Promise<Running> {
  const restored = restore({ SERVER: JSON.stringify(options) }, log)
  const front = await gateway(authorizer, event => restored.invoke(event, timeoutMs))
  return {
    ...front,
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]()
      await restored[Symbol.asyncDispose]()
    },
  }
}

/** Each HTTP request becomes a proxy event, each proxy answer an HTTP answer. */
function gateway(
  authorizer: Record<string, unknown> | undefined,
  serve: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>,
): Promise<Running> {
  return listen(async (req, res) => {
    const answer = await serve(await toEvent(req, authorizer))
    res.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(answer.body)
  })
}

/** The app behind the streaming Lambda handler, whose stream is the HTTP answer itself. */
function stream({
  log = silent,
  mcp,
  authorizer,
  timeoutMs = 30_000,
  ...options
}: Options & { mcp?: Mcp } = {}): Promise<Running> {
  const handler = createStream({ ...appOptions(options), ...(mcp && { mcp }), log })
  const from = (res: ServerResponse, { statusCode, headers }: Head) => res.writeHead(statusCode, headers)
  Object.assign(globalThis, { awslambda: { HttpResponseStream: { from } } })
  return listen(async (req, res) => {
    const event = await toEvent(req, authorizer)
    const deadline = Date.now() + timeoutMs
    await handler(event, res, { getRemainingTimeInMillis: () => deadline - Date.now() })
  })
}

/** The proxy event that API Gateway makes of a request: the last line of each header, and all of them. */
export async function toEvent(
  req: IncomingMessage,
  authorizer?: Record<string, unknown>,
): Promise<APIGatewayProxyEvent> {
  const { pathname } = new URL(req.url ?? '/', 'http://localhost')
  const body = await text(req)
  const { rawHeaders } = req
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : []))
  const byName = Map.groupBy(lines, ([name]) => name)
  const event = proxyEvent(req.method ?? 'GET', pathname, body === '' ? null : body, {
    headers: Object.fromEntries(lines),
    ...(authorizer && { authorizer }),
  })
  const multiValueHeaders = Object.fromEntries([...byName].map(([name, all]) => [name, all.map(([, value]) => value)]))
  return { ...event, multiValueHeaders }
}

/** Every way into the app that needs no Docker. */
export const transports = { http, lambda, stream, snapshot }

export async function listen(listener: RequestListener): Promise<Running> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
