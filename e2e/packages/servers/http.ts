import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { aws } from './aws.ts'
import { once } from './once.ts'
import { port } from './ports.ts'
import { vendors } from './vendors.ts'

const json = (response: ServerResponse, value: unknown, headers = {}) =>
  response.setHeaders(new Headers({ 'content-type': 'application/json', ...headers })).end(JSON.stringify(value))

type Route = (request: IncomingMessage, response: ServerResponse, body: string) => void

const routes: Record<string, Route> = {
  '/hello': (_request, response) => json(response, { hello: 'world' }, { 'x-answered-by': 'loopback' }),
  '/redirect': (_request, response) => response.writeHead(302, { location: '/hello' }).end(),
  '/redirect-post': (_request, response) => response.writeHead(307, { location: '/echo' }).end(),
  '/gzip': (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('unpacked')),
  '/teapot': (_request, response) => response.writeHead(418, { 'content-type': 'text/plain' }).end('short and stout'),
  '/stream': async (_request, response) => {
    for (const part of ['one ', 'two ', 'three']) {
      response.write(part)
      await new Promise(setImmediate)
    }
    response.end()
  },
  '/echo': ({ method, headers }, response, body) => json(response, { method, type: headers['content-type'], body }),
}

/** Answers what HTTP clients, clouds and vendors' clients ask for. Returns its URL. */
export const http = once(async () => {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const path = request.url?.split('?')[0] ?? '/'
    const route = routes[path]
    if (route) return route(request, response, body)
    const answer = vendors(request, path, body) ?? aws(request, body)
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => server.listen(port('http'), '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${port('http')}`
})
