import { type IncomingMessage, type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http'
import { Readable, Writable } from 'node:stream'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import type { Adapter, Head, StreamAdapter } from './adapter.ts'
import { headOf } from './head.ts'
import { type EventRequest, requestOf } from './request.ts'

/**
 * By plain streams that look to Koa like a request and a response of `node:http`, as far as it looks.
 *
 * For the snapshot: nothing of `node:http` can be frozen, so the classes of serverless-http and light-my-request, which
 * are made of it, would have to be loaded at the first call, and Koa would meet its first request there.
 * docs/cold-start.md has the figures. A test and the build of the image hold every answer against those libraries'.
 *
 * It differs on purpose where a stream fails in the middle of an answer: that rejects, so that Lambda reports an error at
 * once, where serverless-http waits for the timeout. And it leaves out what is for other frameworks:
 * `req.apiGateway`, and `res.writeHead`, in whose place Koa has a status and headers.
 */
export const streamsStreamAdapter: StreamAdapter = app => {
  const serve = app.callback()
  return (event, deadline, begin) => {
    const req = new Request(requestOf(event), event.requestContext, deadline)
    const res = new Response(begin)
    // Koa answers whatever fails; the promise tells of the answer's end.
    void serve(req as unknown as IncomingMessage, res as unknown as ServerResponse)
    return new Promise((resolve, reject) => {
      res.once('error', reject)
      res.once('close', resolve)
    })
  }
}

/** The same, collected. */
export const streamsAdapter: Adapter = app => {
  const serve = streamsStreamAdapter(app)
  return async (event, deadline) => {
    const chunks: Buffer[] = []
    const body = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(chunk)) })
    let head = headOf(500, {})
    await serve(event, deadline, begun => {
      head = begun
      return body
    })
    return { ...head, body: Buffer.concat(chunks).toString(), isBase64Encoded: false }
  }
}

class Request extends Readable {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Buffer
  readonly requestContext: APIGatewayProxyEvent['requestContext']
  readonly deadline: AbortSignal
  readonly socket: { encrypted: true; remoteAddress: string | undefined }
  readonly httpVersion = '1.1'
  readonly httpVersionMajor = 1

  constructor(
    { method, url, headers, body }: EventRequest,
    requestContext: APIGatewayProxyEvent['requestContext'],
    deadline: AbortSignal,
  ) {
    super()
    this.method = method
    this.url = url
    this.headers = headers
    this.requestContext = requestContext
    this.deadline = deadline
    this.socket = { encrypted: true, remoteAddress: requestContext.identity?.sourceIp }
    this.body = body
  }

  override _read(): void {
    if (this.body.length > 0) this.push(this.body)
    this.push(null)
  }
}

/** What can be a header: RFC 9110, 5.5 and 5.6.2. Node's own check is in `node:http`, which is loaded to complain only. */
const token = /^[\w!#$%&'*+\-.^`|~]+$/
const content = /^[\t\x20-\x7e\x80-\xff]*$/

type HeaderValue = number | string | string[]

class Response extends Writable {
  statusCode = 200
  headersSent = false
  readonly #headers = new Map<string, HeaderValue>()
  readonly #begin: (head: Head) => Writable
  #out: Writable | undefined

  constructor(begin: (head: Head) => Writable) {
    super()
    this.#begin = begin
  }

  setHeader(name: string, value: HeaderValue): void {
    if (!token.test(name)) validateHeaderName(name)
    if (value === undefined || ![value].flat().every(one => content.test(String(one)))) {
      validateHeaderValue(name, value as string)
    }
    this.#headers.set(name.toLowerCase(), value)
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.#headers.get(name.toLowerCase())
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(name.toLowerCase())
  }

  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase())
  }

  getHeaderNames(): string[] {
    return [...this.#headers.keys()]
  }

  getHeaders(): Record<string, HeaderValue> {
    return Object.fromEntries(this.#headers)
  }

  flushHeaders(): void {
    this.#begun()
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#begun().write(chunk, done)
  }

  override _final(done: () => void): void {
    this.#begun()
    done()
  }

  #begun(): Writable {
    this.headersSent = true
    this.#out ??= this.#begin(headOf(this.statusCode, this.getHeaders()))
    return this.#out
  }
}
