import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Callback extends AsyncDisposable {
  /** The redirect URI: `http://127.0.0.1:PORT/callback`, on a port of its own (RFC 8252, section 7.3). */
  url: string
  /** What the authorization server sends with the browser. Settles once, and never fails. */
  answer: Promise<URLSearchParams>
}

/**
 * Waits on loopback for the browser to come back from a login.
 *
 * @param state what the answer has to repeat; one that does not is somebody else's, and the waiting goes on
 */
export async function listenForCallback(state: string): Promise<Callback> {
  const { promise: answer, resolve } = Promise.withResolvers<URLSearchParams>()
  const server = createServer((request, response) => {
    const target = request.url ?? ''
    // Another target than a path is for a proxy, or for no URL at all. By itself, `//` would be one without a host.
    if (!target.startsWith('/')) return page(response, 400, 'This is not a path.')
    const { pathname, searchParams } = new URL(`http://127.0.0.1${target}`)
    if (pathname !== '/callback') return page(response, 404, 'Nothing is here.')
    if (searchParams.get('state') !== state) return page(response, 400, 'No login waits for this answer.')
    const done = searchParams.has('code') ? 'You are logged in.' : 'You are not logged in: the terminal says why.'
    response.once('finish', () => resolve(searchParams))
    page(response, 200, `${done} You can close this window.`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    answer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections() // Browsers open more of them than they use.
      await new Promise(closed => server.close(closed))
    },
  }
}

function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${text}\n`)
}
