import { randomUUID } from 'node:crypto'
import {
  FunctionError,
  type Invocation,
  InvokeError,
  type LambdaFunction,
  type StreamedInvocation,
} from '../function.ts'
import type { Host } from '../hosts/host.ts'
import { defaultRegion } from '../region.ts'
import { type Answer, collected, streamed } from './answer.ts'
import type { FunctionSettings } from './environment.ts'
import { Instance, type InstanceOptions } from './instance.ts'
import type { Call } from './invocation.ts'
import { maxBytes } from './limits.ts'

export interface LambdaOptions extends FunctionSettings {
  /** `dockerHost({ image })`, or `processHost({ bundle })` where there is no Docker. */
  host: Host
  /** The function's timeout in milliseconds. Default: 3,000, as Lambda's. */
  timeoutMs?: number
  /** Instances, and so calls, at a time; one more call is refused. Default: 10, as in a new account. */
  maxInstances?: number
  /** How long an instance without a call stays, in milliseconds. Default: 5 minutes. */
  idleMs?: number
  /** How long an instance may take to start, in milliseconds: its container as well. Default: 10,000, as Lambda's. */
  initTimeoutMs?: number
  /** Takes each line: what instances write, and what becomes of them. The instance's id comes first. */
  log(line: string): void
}

/** A function on this machine. */
export interface LocalLambda extends LambdaFunction, AsyncDisposable {
  /** The ids of its instances. */
  readonly instances: readonly string[]
  /**
   * Starts instances ahead of any call, as provisioned concurrency does, up to the limit. Resolves when they are ready;
   * rejects with {@link FunctionError} when one cannot start, which its log line says too.
   */
  start(count: number): Promise<void>
  /** Ends an instance from one moment to the next, as SIGKILL does. A call that it has fails. Unknown ids do nothing. */
  kill(id: string): Promise<void>
  /**
   * Starts afresh, with the image or the bundle as it is now: no call reaches an instance from before, running calls end
   * in theirs. Resolves and rejects as {@link start} does, for one new instance.
   */
  replaceAll(): Promise<void>
}

/**
 * Creates a function that runs on this machine as it does in Lambda: each instance takes one call at a time, more start as
 * calls overlap, one that crashes or exceeds the timeout is replaced. Nothing starts before the first call or `start`.
 *
 * Unlike Lambda's, an instance is not frozen between calls, has every core, and a stream its full speed.
 */
export function createLambda(options: LambdaOptions): LocalLambda {
  return new Pool(options)
}

/** In a new account: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const defaultMaxInstances = 10

const defaults = {
  environment: {},
  logFormat: 'JSON',
  region: defaultRegion,
  memorySize: 1024,
  timeoutMs: 3000,
  maxInstances: defaultMaxInstances,
  idleMs: 300_000,
  initTimeoutMs: 10_000,
} as const

class Pool implements LocalLambda {
  readonly #options: Required<LambdaOptions>
  readonly #instances = new Set<Instance>()
  #announced = false
  #disposed = false

  constructor(options: LambdaOptions) {
    this.#options = { ...defaults, ...options }
  }

  async invoke(event: object): Promise<Invocation> {
    const { answer, whole } = collected()
    const requestId = this.#call(event, answer)
    return { requestId, ...(await whole) }
  }

  async invokeWithResponseStream(event: object): Promise<StreamedInvocation> {
    const { answer, begun } = streamed()
    const requestId = this.#call(event, answer)
    return { requestId, ...(await begun) }
  }

  get instances(): string[] {
    return this.#current().map(({ id }) => id)
  }

  async start(count: number): Promise<void> {
    this.#refuseWhenDisposed()
    const room = this.#options.maxInstances - this.#current().length
    const started = Array.from({ length: Math.min(count, room) }, () => this.#add())
    const causes = await Promise.all(started.map(({ ready }) => ready))
    const cause = causes.find(cause => cause !== undefined)
    if (cause) throw new FunctionError(cause().errorType, cause().errorMessage)
  }

  async kill(id: string): Promise<void> {
    await this.#current()
      .find(instance => instance.id === id)
      ?.stop()
  }

  async replaceAll(): Promise<void> {
    for (const instance of this.#current()) instance.retire()
    await this.start(1)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    await Promise.all([...this.#instances].map(instance => instance.stop()))
  }

  #current(): Instance[] {
    return [...this.#instances].filter(({ current }) => current)
  }

  #refuseWhenDisposed(): void {
    if (this.#disposed) throw new InvokeError(503, 'ServiceUnavailableException', 'The function has been stopped.')
  }

  /** Takes a call on, or refuses it, and returns its id. What becomes of it goes to its answer. */
  #call(event: object, answer: Answer): string {
    const call = { requestId: randomUUID(), event: JSON.stringify(event), answer }
    if (Buffer.byteLength(call.event) > maxBytes.event) {
      const limit = `Request must be smaller than ${maxBytes.event} bytes for the InvokeFunction operation`
      throw new InvokeError(413, 'RequestTooLargeException', limit)
    }
    this.#refuseWhenDisposed()
    void this.#answer(call, this.#take())
    return call.requestId
  }

  /** The instance that has been there longest comes first, so that those that a peak left behind become idle. */
  #take(): Instance {
    const free = this.#current().filter(({ free }) => free)
    const chosen = free.find(({ started }) => started) ?? free[0]
    if (!chosen && this.#current().length >= this.#options.maxInstances) {
      throw new InvokeError(429, 'TooManyRequestsException', 'Rate Exceeded.')
    }
    const instance = chosen ?? this.#add()
    instance.take()
    return instance
  }

  async #answer(call: Call, instance: Instance): Promise<void> {
    const cause = await instance.ready
    if (!cause) return instance.serve(call)
    const failure = cause(call.requestId)
    if (failure.errorType === 'Sandbox.Timedout' && !this.#disposed) return this.#answerAfterInit(call)
    call.answer.fail(failure)
  }

  /**
   * An init that took too long is tried once more, within the timeout of the call: as Lambda does after any failed init,
   * but what fails here for another reason would only fail twice.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
   */
  async #answerAfterInit(call: Call): Promise<void> {
    const startedAt = performance.now()
    const instance = this.#add({ initTimeoutMs: this.#options.timeoutMs })
    instance.take()
    const cause = await instance.ready
    if (cause) call.answer.fail(cause(call.requestId))
    else await instance.serve(call, performance.now() - startedAt)
  }

  #add(override: Partial<InstanceOptions> = {}): Instance {
    const { host, log } = this.#options
    if (host.notice && !this.#announced) log(host.notice)
    this.#announced = true
    const instance = new Instance({ ...this.#options, ...override })
    this.#instances.add(instance)
    void instance.gone.then(() => this.#instances.delete(instance))
    return instance
  }
}
