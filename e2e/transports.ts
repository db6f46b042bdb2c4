import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { type AppOptions, createApp } from '../app/app.ts'
import { createHandler } from '../app/lambda.ts'
import { silent } from '../app/log.ts'
import { createShippedMcp } from '../app/shipped.ts'
import { proxyEvent } from '../scripts/proxy-event.ts'

/** A server on a port of its own, on loopback. */
export interface Running extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a path. */
  url: string
  server: Server
}

export type ServerOptions = Partial<AppOptions> & {
  /** What the authorizer in front of the function returned. */
  authorizer?: Record<string, unknown>
  /** Lambda's timeout in milliseconds. Default: 30 s. */
  timeoutMs?: number
}

const defaults: AppOptions = {
  mcp: createShippedMcp({ stateKeys: () => ['0'.repeat(64)] }),
  log: silent,
  authorization: 'none',
  jwt: undefined,
  hosts: 'loopback',
  origins: ['loopback'],
}

/** The app behind a socket, as `npm start` serves it. */
export const http = (options: ServerOptions = {}): Promise<Running> =>
  listen(createApp({ ...defaults, ...options }).callback())

/** The app behind the Lambda handler: each HTTP request becomes a proxy event, each proxy answer an HTTP answer. */
export function lambda({ authorizer, timeoutMs = 30_000, ...options }: ServerOptions = {}): Promise<Running> {
  const handler = createHandler({ ...defaults, ...options })
  return listen(async (req, res) => {
    const event = await toEvent(req, authorizer)
    const deadline = Date.now() + timeoutMs
    const answer = await handler(event, { getRemainingTimeInMillis: () => deadline - Date.now() })
    res.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(answer.body)
  })
}

/** The proxy event that API Gateway makes of a request. */
export async function toEvent(
  req: IncomingMessage,
  authorizer?: Record<string, unknown>,
): Promise<APIGatewayProxyEvent> {
  const { pathname } = new URL(req.url ?? '/', 'http://localhost')
  const body = await text(req)
  const headers = Object.entries(req.headersDistinct).map(([name, values]) => [name, values?.[0] ?? ''])
  return proxyEvent(req.method ?? 'GET', pathname, body === '' ? null : body, {
    headers: Object.fromEntries(headers),
    ...(authorizer && { authorizer }),
  })
}

/** Every way into the app that needs no Docker. */
export const transports = { http, lambda }

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
