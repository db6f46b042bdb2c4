import { validateHeaderName, validateHeaderValue } from 'node:http'
import { Readable, Writable } from 'node:stream'

// As much of three classes of `node:http` as serverless-http needs of them, which makes its request and its response of two.
// Node's own cannot be in a snapshot. The build puts these in their place (`small-http.ts`), for serverless-http and in the
// bundle only.

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

/** What serverless-http hands over in the place of a socket. It tells the head from the body by the empty line between. */
interface Socket {
  write(data: string | Buffer, done?: () => void): boolean
}

export class ServerResponse extends Writable {
  statusCode = 200
  socket: Socket | undefined
  /** The head as it is sent. */
  _header = ''
  readonly #headers = new Map<string, HeaderValue>()
  #headSent = false

  constructor() {
    super({ emitClose: false }) // serverless-http does.
  }

  get headersSent(): boolean {
    return this._header !== ''
  }

  get finished(): boolean {
    return this.writableEnded
  }

  assignSocket(socket: Socket): void {
    this.socket = socket
  }

  setHeader(name: string, value: HeaderValue): this {
    if (!token.test(name)) validateHeaderName(name)
    if (value === undefined || ![value].flat().every(one => content.test(String(one)))) {
      validateHeaderValue(name, value as string)
    }
    this.#headers.set(name.toLowerCase(), value)
    return this
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

  writeHead(statusCode: number): this {
    this.statusCode = statusCode
    this._header = `HTTP/1.1 ${statusCode}\r\n\r\n`
    return this
  }

  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode)
    if (!this.#headSent) this.socket?.write(this._header)
    this.#headSent = true
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.flushHeaders()
    this.socket?.write(chunk, done)
  }

  override _final(done: () => void): void {
    this.flushHeaders()
    done()
  }
}

/** What an app is not. */
export class Server {}
