import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, Writable } from 'node:stream'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import type { Adapter } from './adapter.ts'

/**
 * By plain streams that look to Koa like a request and a response of `node:http`, as far as it looks.
 *
 * For the snapshot: nothing of `node:http` can be frozen, so serverless-http, whose classes are made of it, would have to
 * be loaded at the first call, and Koa would meet its first request there. docs/cold-start.md has the figures. A test and
 * the build of the image hold every answer against serverless-http's.
 */
export const streamsAdapter: Adapter = app => {
  const serve = app.callback()
  return (event, deadline) => {
    const res = new Response()
    // Koa answers whatever fails; the promise tells of the answer's end.
    void serve(new Request(event, deadline) as unknown as IncomingMessage, res as unknown as ServerResponse)
    return new Promise((resolve, reject) => {
      res.once('error', reject)
      res.once('close', () => resolve(res.result()))
    })
  }
}

class Request extends Readable {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string> = {}
  readonly requestContext: APIGatewayProxyEvent['requestContext']
  readonly deadline: AbortSignal
  readonly socket = { encrypted: true }
  readonly httpVersionMajor = 1

  constructor(event: APIGatewayProxyEvent, deadline: AbortSignal) {
    super({ read() {} })
    this.method = event.httpMethod
    this.url = urlOf(event)
    for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
      if (values !== undefined) this.headers[name.toLowerCase()] = values.join(', ')
    }
    for (const [name, value] of Object.entries(event.headers ?? {})) {
      if (value !== undefined) this.headers[name.toLowerCase()] = value
    }
    this.requestContext = event.requestContext
    this.deadline = deadline
    if (event.body) this.push(Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'))
    this.push(null)
  }
}

function urlOf({ path, multiValueQueryStringParameters, queryStringParameters }: APIGatewayProxyEvent): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...queryStringParameters, ...multiValueQueryStringParameters })) {
    for (const one of [value ?? []].flat()) query.append(name, one)
  }
  return query.size > 0 ? `${path}?${query}` : path
}

class Response extends Writable {
  statusCode = 200
  headersSent = false
  readonly #headers = new Map<string, string | string[]>()
  readonly #chunks: Buffer[] = []

  setHeader(name: string, value: number | string | string[]): void {
    this.#headers.set(name.toLowerCase(), Array.isArray(value) ? value : String(value))
  }

  getHeader(name: string): string | string[] | undefined {
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

  getHeaders(): Record<string, string | string[]> {
    return Object.fromEntries(this.#headers)
  }

  flushHeaders(): void {
    this.headersSent = true
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.headersSent = true
    this.#chunks.push(chunk)
    done()
  }

  result(): APIGatewayProxyResult {
    const headers: Record<string, string> = {}
    const multiValueHeaders: Record<string, string[]> = {}
    for (const [name, value] of this.#headers) {
      if (Array.isArray(value)) multiValueHeaders[name] = value
      headers[name] = [value].flat().join(', ')
    }
    const body = Buffer.concat(this.#chunks).toString()
    return { statusCode: this.statusCode, headers, multiValueHeaders, body, isBase64Encoded: false }
  }
}
