import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Sent } from '../../scripts/build/messages.ts'
import { headersOf, patienceMs, type Reply, textOf } from './target.ts'

/** Node refuses to send what no header can hold. An event can have it. */
const sendable = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\t -~\u0080-\u00ff]/g, '?')]),
  )

/** Sends requests to a server on loopback, over connections that are kept. */
export function createHttpClient(port: number, prefix = ''): { send(sent: Sent): Promise<Reply>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  function sendBy(agent: Agent | false, sent: Sent): Promise<Reply> {
    const { method = 'POST', path = '/mcp', body } = sent
    // An absolute target is what the client of a proxy sends; there is none here to put the stage into it.
    const target = path.startsWith('/') ? `${prefix}${path}` : path
    const bytes = Buffer.from(textOf(body) ?? '')
    // Node frames the body of a GET or a HEAD only when it is told how: unframed, it would be the beginning of the next request.
    const headers = { ...sendable(headersOf(sent)), ...(body !== undefined && { 'content-length': bytes.length }) }
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(patienceMs)
      const asked = request({
        host: '127.0.0.1',
        port,
        method,
        path: target,
        headers,
        agent,
        signal,
      })
      asked.on('error', error => {
        // A kept connection may end while a request is on its way to it: https://nodejs.org/api/http.html#requestreusedsocket
        if (asked.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') resolve(sendBy(false, sent))
        else reject(error)
      })
      asked.on('response', answer => {
        text(answer).then(body => resolve({ status: answer.statusCode ?? 0, text: body }), reject)
      })
      asked.end(bytes)
    })
  }

  return { send: sent => sendBy(agent, sent), close: () => agent.destroy() }
}
