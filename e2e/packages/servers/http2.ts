import { createServer } from 'node:http2'
import { text } from 'node:stream/consumers'
import { aws } from './aws.ts'
import { once } from './once.ts'
import { port } from './ports.ts'

/** AWS over HTTP/2 without TLS, for the clients that speak nothing else. */
export const http2 = once(async () => {
  const server = createServer(async (request, response) => {
    const headers = { ...request.headers, host: request.authority }
    const answer = aws({ method: request.method, url: request.url, headers }, await text(request))
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => server.listen(port('http2'), '127.0.0.1', resolve))
  server.unref()
})
