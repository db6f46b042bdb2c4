import { validateHeaderName, validateHeaderValue } from 'node:http'
import { Readable, Writable } from 'node:stream'

// As much of three classes of `node:http` as serverless-http and light-my-request need of them, which make their requests and
// responses of them. Node's own cannot be in a snapshot. The build puts these in their place (`small-http.ts`), for these two
// packages and in the bundle only.

export class IncomingMessage extends Readable {
  readonly socket: unknown
  constructor(socket: unknown) {
    super()
    this.socket = socket
  }
}

/** What can be a header: RFC 9110, 5.5 and 5.6.2. Node's own check is in `node:http`, which is loaded to complain only. */
const token = /^[\w!#$%&'*+\-.^`|~]+$/
const content = /^[\t\x20-\x7e\x80-\xff]*$/

type HeaderValue = number | string | readonly string[]
type Headers = Record<string, HeaderValue>

/** What they hand over in the place of a socket. */
interface Socket {
  write(data: string | Buffer, done?: () => void): boolean
}

/** They say themselves when a response is closed, and when more may be written. */
const streamOptions = { emitClose: false, highWaterMark: Number.MAX_SAFE_INTEGER }

class Response extends Writable {
  declare statusCode: number
  declare socket: Socket | undefined
  /** The head as it is sent: serverless-http looks for its end in what is written. */
  declare _header: string
  declare _headSent: boolean
  declare _hasBody: boolean
  declare _values: Map<string, HeaderValue>

  constructor(request: { method?: string }) {
    super(streamOptions)
    setUp(this, request)
  }

  get headersSent(): boolean {
    return this._header !== ''
  }

  get finished(): boolean {
    return this.writableEnded
  }

  get connection(): Socket | undefined {
    return this.socket
  }

  assignSocket(socket: Socket): void {
    this.socket = socket
  }

  setHeader(name: string, value: HeaderValue): this {
    if (!token.test(name)) validateHeaderName(name)
    if (value === undefined || ![value].flat().every(one => content.test(String(one)))) {
      validateHeaderValue(name, value as string)
    }
    this._values.set(name.toLowerCase(), value)
    return this
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    const before = this.getHeader(name)
    return this.setHeader(name, before === undefined ? value : [before, value].flat().map(String))
  }

  getHeader(name: string): HeaderValue | undefined {
    return this._values.get(name.toLowerCase())
  }

  hasHeader(name: string): boolean {
    return this._values.has(name.toLowerCase())
  }

  removeHeader(name: string): void {
    this._values.delete(name.toLowerCase())
  }

  getHeaderNames(): string[] {
    return [...this._values.keys()]
  }

  getHeaders(): Headers {
    return Object.fromEntries(this._values)
  }

  writeHead(statusCode: number, ...more: [message: string, headers?: Headers] | [headers?: Headers]): this {
    const headers = typeof more[0] === 'object' ? more[0] : more[1]
    for (const [name, value] of Object.entries(headers ?? {})) this.setHeader(name, value)
    this.statusCode = statusCode
    this._header = `HTTP/1.1 ${statusCode}\r\n\r\n`
    if (statusCode === 204 || statusCode === 304) this._hasBody = false
    return this
  }

  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode)
    if (!this._headSent) this.socket?.write(this._header)
    this._headSent = true
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.flushHeaders()
    if (this._hasBody) this.socket?.write(chunk, done)
    else done()
  }

  // biome-ignore lint/suspicious/noExplicitAny: the arguments of Writable's, which has them in three forms
  override end(...args: any[]): this {
    if (args[0] == null || typeof args[0] === 'function') this.flushHeaders()
    return super.end(...args)
  }
}

function setUp(response: Response, { method }: { method?: string }): void {
  const state = { statusCode: 200, _header: '', _headSent: false, _hasBody: method !== 'HEAD', _values: new Map() }
  Object.assign(response, state)
}

/** light-my-request is of the time before classes: it calls the constructor for an object of its own. */
export const ServerResponse = new Proxy(Response, {
  apply(_class, response: Response, [request]: [{ method?: string }]) {
    ;(Writable as unknown as (this: Response, options: object) => void).call(response, streamOptions)
    setUp(response, request)
  },
})

/** What an app is not. */
export class Server {}
