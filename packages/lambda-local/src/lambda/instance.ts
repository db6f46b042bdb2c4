import { randomBytes } from 'node:crypto'
import type { Host, Launched, Network } from '../hosts/host.ts'
import { type FunctionSettings, instanceEnvironment } from './environment.ts'
import { type Cause, exited, type Failure, timedOut } from './failure.ts'
import { type Call, callHeaders } from './invocation.ts'
import { RuntimeApi } from './runtime-api.ts'
import { after } from './timer.ts'

export interface InstanceOptions extends Required<FunctionSettings> {
  host: Host
  /** For a call, and for an init that is tried again within one. */
  timeoutMs: number
  initTimeoutMs: number
  idleMs: number
  log(line: string): void
}

/** How long the end of an answer may wait for the runtime to ask for the next event, which it does within a millisecond. */
const graceMs = 250

/** One container or child process, and the Runtime API at which it asks for events. It takes one call at a time. */
export class Instance {
  /** Also the container's name, and in front of every line. */
  readonly id: string
  /** Resolves when it has started, or could not: with the reason. */
  readonly ready: Promise<Cause | undefined>
  /** Resolves when nothing of it is left. */
  readonly gone: Promise<Cause>
  readonly #options: InstanceOptions
  readonly #startedAt = performance.now()
  readonly #initError = Promise.withResolvers<Cause>()
  #asked = Promise.withResolvers<undefined>()
  /** One for each call. Raced against `gone`, which outlives them, every call would stay in memory as long as that. */
  #ended = Promise.withResolvers<Cause>()
  #cause: Cause | undefined
  #api: RuntimeApi | undefined
  /** By which it is to call. Undefined: it has not been launched, or has called. */
  #untried: Network | undefined
  #launched: Launched | undefined
  #warned = false
  /** `stopped` is our doing, `gone` is its own. */
  #state: 'free' | 'taken' | 'retired' | 'stopped' | 'gone' = 'free'
  #stopping: Promise<unknown> | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(options: InstanceOptions) {
    this.#options = options
    this.id = `${options.name}-${randomBytes(3).toString('hex')}`
    this.gone = this.#run().then(cause => this.#end(cause))
    this.ready = this.#init()
  }

  /** A call may take it. One that is still starting too. */
  get free(): boolean {
    return this.#state === 'free'
  }

  /** It counts as one of the function's: neither stopped nor about to be. */
  get current(): boolean {
    return this.#state === 'free' || this.#state === 'taken'
  }

  get started(): boolean {
    return this.#api?.asked === true
  }

  take(): void {
    clearTimeout(this.#idle)
    this.#state = 'taken'
  }

  /** Stops it as soon as it has no call. */
  retire(): void {
    if (this.free) void this.stop()
    else if (this.current) this.#state = 'retired'
  }

  /** Ends it at once, whatever it does. Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    this.#state = 'stopped'
    this.#stopping ??= this.#launched?.kill()
    await this.#stopping
    await this.gone
  }

  /**
   * Answers one call; never rejects. Resolves when it is free again, or stopping.
   *
   * @param spentMs what of the function's timeout has passed already
   */
  async serve(call: Call, spentMs = 0): Promise<void> {
    const { timeoutMs } = this.#options
    if (!this.#cause) this.#ended = Promise.withResolvers()
    using timeout = after(timeoutMs - spentMs, timedOut(timeoutMs))
    const fatal = Promise.race([timeout.over, this.#ended.promise]).then(cause => cause(call.requestId))
    const deadline = Math.round(Date.now() + timeoutMs - spentMs)
    const answered = this.#hand(call, deadline)
    const asked = this.#asked.promise
    const failure = await Promise.race([answered, fatal])
    // A caller that calls again at once is to find it free.
    using grace = after(graceMs, true)
    const busy = await Promise.race([asked, fatal.then(() => undefined), grace.over])
    if (!busy) this.#release()
    if (failure) call.answer.fail(failure)
    else call.answer.end()
    // What it does after its answer counts as well.
    const fault = await Promise.race([asked, fatal])
    if (busy) this.#release()
    if (fault) this.#log(`${fault.errorType}: ${fault.errorMessage}`)
  }

  #hand(call: Call, deadline: number): Promise<Failure | undefined> {
    this.#asked = Promise.withResolvers()
    const answered = this.#api?.hand(call, callHeaders(call, this.#options, deadline))
    return answered ?? Promise.race([]) // It has gone before it started, which its caller is about to learn.
  }

  /** Frees it for the next call; stops it when it is in no state for one. */
  #release(): void {
    if (this.#state === 'taken' && this.started) this.#wait()
    else void this.stop()
  }

  #wait(): void {
    this.#state = 'free'
    this.#idle = setTimeout(() => {
      this.#log('stopped: idle')
      void this.stop()
    }, this.#options.idleMs)
  }

  async #init(): Promise<Cause | undefined> {
    const { initTimeoutMs } = this.#options
    using limit = after(initTimeoutMs, timedOut(initTimeoutMs))
    const cause = await Promise.race([this.#asked.promise, this.#initError.promise, this.gone, limit.over])
    if (cause) {
      const { errorType, errorMessage } = cause()
      if (this.#state !== 'stopped') this.#log(`could not start: ${errorType}: ${errorMessage}`)
      if (this.current && this.#untried) void this.#other(this.#untried).catch(() => {}) // For those that come after it.
      void this.stop()
    } else {
      this.#log(`started in ${Math.round(performance.now() - this.#startedAt)} ms`)
      if (this.free) this.#wait()
    }
    return cause
  }

  async #run(): Promise<Cause> {
    try {
      let network: Network | undefined = await this.#options.host.network()
      for (;;) {
        const reason = await this.#live(network)
        network = this.#state === 'stopped' ? undefined : this.#untried && (await this.#other(this.#untried))
        if (network === undefined) return exited(reason)
      }
    } catch (error) {
      return exited((error as Error).message)
    }
  }

  /** From its launch to its end. Resolves to how it ended. */
  async #live(network: Network): Promise<string | undefined> {
    const { host, memorySize, handler, log } = this.#options
    await using api = await RuntimeApi.listen(network.listen, network.createAddress(), {
      next: () => {
        this.#untried = undefined
        this.#asked.resolve(undefined)
      },
      initError: failure => {
        this.#untried = undefined
        this.#initError.resolve(() => failure)
      },
      refused: () => this.#warn(),
    })
    this.#api = api
    if (this.#state === 'stopped') return 'signal: killed'
    const environment = { ...instanceEnvironment(this.#options, this.id), AWS_LAMBDA_RUNTIME_API: api.address }
    const print = (line: string) => log(`${this.id} ${line}`)
    this.#untried = network
    this.#launched = host.launch({ id: this.id, handler, memorySize, environment, network, print })
    return await this.#launched.ended
  }

  async #other(network: Network): Promise<Network | undefined> {
    return this.#options.host.otherNetwork?.(network)
  }

  #end(cause: Cause): Cause {
    clearTimeout(this.#idle)
    if (this.free && this.started) this.#log(cause().errorMessage)
    if (this.#state !== 'stopped') this.#state = 'gone'
    this.#cause = cause
    this.#ended.resolve(cause)
    return cause
  }

  /** Once: a port scanner calls often. */
  #warn(): void {
    if (!this.#warned) this.#log('refused a caller of its Runtime API that is not this instance')
    this.#warned = true
  }

  #log(line: string): void {
    this.#options.log(`${this.id} ${line}`)
  }
}
