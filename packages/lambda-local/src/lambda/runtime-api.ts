import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Failure, truncated } from './failure.ts'
import type { Call } from './invocation.ts'
import { receiveError, receiveResponse } from './response.ts'
import { isMadeBy, type RuntimeAddress } from './runtime-address.ts'

/** What a runtime does without being asked. */
export interface RuntimeEvents {
  /** It asks for an event: it has started, or is done with the last one. */
  next(): void
  /** It could not start. */
  initError(failure: Failure): void
  /** Somebody else has called, and was refused. */
  refused(): void
}

/** A call in the runtime's hands. */
interface Handed {
  call: Call
  answered: PromiseWithResolvers<Failure | undefined>
  /** A response is being uploaded. */
  uploading: boolean
}

/**
 * The Lambda Runtime API for one instance: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * One server each, with an address of its own: whoever does not know it gets no event, and can answer none.
 */
export class RuntimeApi implements AsyncDisposable {
  readonly #server: Server
  readonly #address: RuntimeAddress
  readonly #events: RuntimeEvents
  #asking: ServerResponse | undefined
  #handed: Handed | undefined

  /**
   * Listens on a port of the system's choice.
   *
   * @param listen an address of this machine; rejects where it is none
   * @param address what the instance calls it by
   */
  static async listen(listen: string, address: RuntimeAddress, events: RuntimeEvents): Promise<RuntimeApi> {
    const api = new RuntimeApi(address, events)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    api.#server.once('error', reject).listen(0, listen, resolve)
    await promise
    return api
  }

  private constructor(address: RuntimeAddress, events: RuntimeEvents) {
    this.#address = address
    this.#events = events
    // A runtime waits for its next event as long as it takes, a response may last fifteen minutes, and a trailer holds a
    // whole stack trace.
    const patience = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, maxHeaderSize: 1024 * 1024 }
    this.#server = createServer(patience, (req, res) => {
      this.#serve(req, res).catch(() => res.destroy()) // The runtime has gone in the middle of a request.
    })
  }

  /** For AWS_LAMBDA_RUNTIME_API: host, port and perhaps a path. A secret. */
  get address(): string {
    return `${this.#address.host}:${this.#port}${this.#address.path}`
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The runtime waits for an event. */
  get asked(): boolean {
    return this.#asking !== undefined
  }

  /** Hands an event to a runtime that has asked for one. Resolves when its answer is complete, with its failure if it is one. */
  hand(call: Call, headers: Record<string, string>): Promise<Failure | undefined> {
    this.#handed = { call, answered: Promise.withResolvers(), uploading: false }
    this.#asking?.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(call.event)
    this.#asking = undefined
    return this.#handed.answered.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!isMadeBy(req, this.#address, this.#port)) return this.#refuse(res)
    const path = req.url?.slice(this.#address.path.length) ?? ''
    const route = `${req.method} ${path.replace(/^\/2018-06-01\/runtime\//, '/')}`
    const [, id, part] = /^POST \/invocation\/([^/]+)\/(response|error)$/.exec(route) ?? []
    if (route === 'GET /invocation/next') return this.#next(res)
    if (route === 'POST /init/error') {
      this.#events.initError(await receiveError(req))
      return reply(res, 202, { status: 'OK' })
    }
    if (part === undefined) return reply(res, 404, { errorType: 'NotFound', errorMessage: `No ${route} here.` })
    const handed = this.#handed
    if (!handed || id !== handed.call.requestId) {
      return reply(res, 400, { errorType: 'InvalidRequestID', errorMessage: `No call ${id} here.` })
    }
    const failure = part === 'error' ? await receiveError(req) : await this.#receive(req, handed)
    handed.answered.resolve(failure)
    const oversized = failure?.errorType === 'Function.ResponseSizeTooLarge'
    reply(res, oversized ? 413 : 202, oversized ? failure : { status: 'OK' })
  }

  #refuse(res: ServerResponse): void {
    this.#events.refused()
    res.shouldKeepAlive = false // Whatever it sends is not read.
    const errorMessage = 'This is the Runtime API of one instance of a function, which answers that instance alone.'
    reply(res, 403, { errorType: 'AccessDenied', errorMessage })
  }

  #next(res: ServerResponse): void {
    this.#asking = res
    if (this.#handed) this.#expectNoMore(this.#handed)
    this.#events.next()
  }

  /**
   * Gives up an answer that the runtime has given up, if it has. Not at once: the official runtime sends the error of a
   * stream on a connection of its own, and asks for the next event without waiting for that to arrive.
   */
  #expectNoMore(handed: Handed): void {
    const giveUp = () => {
      if (this.#asking && !handed.uploading) handed.answered.resolve(truncated(handed.call.requestId))
    }
    setTimeout(giveUp, 1000).unref()
  }

  async #receive(req: IncomingMessage, handed: Handed): Promise<Failure | undefined> {
    handed.uploading = true
    try {
      return await receiveResponse(req, handed.call.answer)
    } finally {
      handed.uploading = false
      if (this.#asking) this.#expectNoMore(handed)
    }
  }
}

function reply(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
