// Request, Response and Headers for the bundle, as far as the MCP SDK, jose and this app use them.
//
// Node's own are part of undici, which is loaded when one of them is first touched: about a fifth of a cold start. esbuild puts
// these in their place wherever the server's own part names one, and nowhere else: tools have Node's. Their instances count as
// instances of these, so that a body which a tool has fetched is known for what it is.
import { isNodes, lacking } from './nodes-own.ts'
import type { ReadableStream } from './readable-stream.ts'

export { ReadableStream } from './readable-stream.ts'

/** RFC 9110, section 5.6.2, and what Node lets a header hold: no control characters, and nothing above Latin-1. */
const name = /^[\w!#$%&'*+\-.^`|~]+$/
const content = /^[\t\x20-\x7e\x80-\xff]*$/

type Init = Headers | Iterable<readonly [string, string]> | Record<string, string>

export class Headers {
  #values = new Map<string, string>()

  static [Symbol.hasInstance](value: unknown): boolean {
    return (typeof value === 'object' && value !== null && #values in value) || isNodes('Headers', value)
  }

  constructor(init: Init = {}) {
    const pairs = Symbol.iterator in init ? init : Object.entries(init)
    for (const [key, value] of pairs) this.append(key, value)
  }

  get(key: string): string | null {
    return this.#values.get(key.toLowerCase()) ?? null
  }

  has(key: string): boolean {
    return this.#values.has(key.toLowerCase())
  }

  set(key: string, value: string): void {
    const text = String(value).trim()
    if (!name.test(key) || !content.test(text)) throw new TypeError(`"${key}" cannot be a header with this value`)
    this.#values.set(key.toLowerCase(), text)
  }

  append(key: string, value: string): void {
    const before = this.get(key)
    this.set(key, before === null ? value : `${before}, ${value}`)
  }

  delete(key: string): void {
    this.#values.delete(key.toLowerCase())
  }

  /** By name, in the order of the alphabet, as the standard has it. */
  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const key of [...this.#values.keys()].sort()) yield [key, this.#values.get(key) ?? '']
  }

  entries(): IterableIterator<[string, string]> {
    return this[Symbol.iterator]()
  }

  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value
  }

  forEach(callback: (value: string, key: string, headers: Headers) => void): void {
    for (const [key, value] of this) callback(value, key, this)
  }
}

type Content = string | ReadableStream<Uint8Array> | null

class Message {
  readonly headers: Headers
  readonly body: Content

  constructor(body: Content | undefined, headers: Init | undefined) {
    this.body = body ?? null
    this.headers = new Headers(headers)
  }

  async text(): Promise<string> {
    if (this.body === null || typeof this.body === 'string') return this.body ?? ''
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of this.body) text += decoder.decode(chunk, { stream: true })
    return text + decoder.decode()
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }
}

interface RequestInit {
  method?: string
  headers?: Init
  body?: Content
  signal?: AbortSignal
}

export class Request extends Message {
  #isRequest = true

  static override [Symbol.hasInstance](value: unknown): boolean {
    return (typeof value === 'object' && value !== null && #isRequest in value) || isNodes('Request', value)
  }

  readonly url: string
  readonly method: string
  readonly signal: AbortSignal

  constructor(
    url: string | URL,
    { method = 'GET', headers, body, signal = new AbortController().signal }: RequestInit = {},
  ) {
    super(body, headers)
    this.url = String(url)
    this.method = method
    this.signal = signal
  }

  clone(): Request {
    return new Request(this.url, this)
  }
}

interface ResponseInit {
  status?: number
  statusText?: string
  headers?: Init
}

export class Response extends Message {
  #isResponse = true

  static override [Symbol.hasInstance](value: unknown): boolean {
    return (typeof value === 'object' && value !== null && #isResponse in value) || isNodes('Response', value)
  }

  readonly status: number
  readonly statusText: string

  constructor(body?: Content, { status = 200, statusText = '', headers }: ResponseInit = {}) {
    super(body, headers)
    this.status = status
    this.statusText = statusText
    if (typeof body === 'string' && !this.headers.has('content-type')) {
      this.headers.set('content-type', 'text/plain;charset=UTF-8')
    }
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  static json(value: unknown, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers)
    if (!headers.has('content-type')) headers.set('content-type', 'application/json')
    return new Response(JSON.stringify(value), { ...init, headers })
  }
}

const ofMessages = ['arrayBuffer', 'blob', 'bodyUsed', 'bytes', 'formData']
const ofRequests = ['attribute', 'cache', 'credentials', 'destination', 'duplex', 'integrity', 'isHistoryNavigation']
lacking(Headers.prototype, 'Headers', ['getSetCookie'])
lacking(Request.prototype, 'Request', [
  ...[
    ...ofMessages,
    ...ofRequests,
    'isReloadNavigation',
    'keepalive',
    'mode',
    'redirect',
    'referrer',
    'referrerPolicy',
  ],
])
lacking(Response.prototype, 'Response', [...ofMessages, 'clone', 'redirected', 'type', 'url'])
lacking(Response, 'Response', ['error', 'redirect'])
