import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** The response stream that a handler is given: the upload itself, and what AWS adds to it. */
export interface ResponseStream extends ClientRequest {
  setContentType(type: string): void
  /** Goes out before the first write, and so never without one. */
  prelude?: string
}

const api = new URL(`http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/`)
const agent = new Agent({ keepAlive: true })

export async function get(path: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(new URL(path, api), { agent }, resolve).on('error', reject).end()
  return promise
}

export async function post(path: string, value: unknown): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(new URL(path, api), { method: 'POST', agent }, resolve).on('error', reject).end(JSON.stringify(value))
  await text(await promise)
}

/** Opens a response of which each chunk leaves as it is written. `accepted` resolves after its end. */
export function openStream(path: string): { stream: ResponseStream; accepted: Promise<unknown> } {
  const { promise: accepted, resolve, reject } = Promise.withResolvers<unknown>()
  const headers = {
    'Lambda-Runtime-Function-Response-Mode': 'streaming',
    'Transfer-Encoding': 'chunked',
    'Content-Type': 'application/octet-stream',
    Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
  }
  const stream = request(new URL(path, api), { method: 'POST', agent, headers }) as ResponseStream
  stream.on('response', response => text(response).then(resolve, reject)).on('error', reject)
  accepted.catch(() => {}) // A handler that fails before its stream does is what matters then.

  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean
  const writeAfterPrelude: typeof write = (chunk, ...rest) => {
    const { prelude } = stream
    delete stream.prelude
    if (prelude !== undefined) {
      write(prelude)
      write(Buffer.alloc(8))
    }
    return write(chunk, ...rest)
  }
  const setContentType = (type: string) => stream.setHeader('Content-Type', type)
  Object.assign(stream, { write: writeAfterPrelude, setContentType })
  return { stream, accepted }
}
