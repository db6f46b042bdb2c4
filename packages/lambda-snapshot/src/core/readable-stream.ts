import { isNodes, lacking } from './nodes-own.ts'

interface Source<Chunk> {
  start?(controller: Controller<Chunk>): void
  /** Called when a chunk is asked for and none is there. */
  pull?(controller: Controller<Chunk>): Promise<void>
  cancel?(reason: unknown): Promise<void> | void
}

type Controller<Chunk> = Pick<ReadableStream<Chunk>, 'enqueue' | 'close' | 'error'>
type Read<Chunk> = { done: false; value: Chunk } | { done: true; value: undefined }

/**
 * As much of a web stream as carries an answer from the SDK: one reader, which waits for each chunk before it asks for the
 * next. Node's own, with its queues, locks and promises for every case, is one more thing to load, and slower at each call.
 * It is its own controller and its own reader.
 */
export class ReadableStream<Chunk> {
  readonly #source: Source<Chunk>

  static [Symbol.hasInstance](value: unknown): boolean {
    return (typeof value === 'object' && value !== null && #source in value) || isNodes('ReadableStream', value)
  }
  #chunks: Chunk[] = []
  #ended = false
  #failure: { reason: unknown } | undefined
  #wake = () => {}

  constructor(source: Source<Chunk>) {
    this.#source = source
    source.start?.(this)
  }

  /** @throws {TypeError} after the end */
  enqueue(chunk: Chunk): void {
    if (this.#ended) throw new TypeError('The stream has ended.')
    this.#chunks.push(chunk)
    this.#wake()
  }

  /** @throws {TypeError} after the end */
  close(): void {
    if (this.#ended) throw new TypeError('The stream has ended.')
    this.#ended = true
    this.#wake()
  }

  error(reason: unknown): void {
    if (this.#ended) return
    this.#failure = { reason }
    this.#ended = true
    this.#wake()
  }

  getReader(): Pick<this, 'read' | 'cancel' | 'releaseLock'> {
    return this
  }

  releaseLock(): void {}

  async read(): Promise<Read<Chunk>> {
    while (this.#chunks.length === 0 && !this.#ended) {
      if (this.#source.pull) await this.#source.pull(this)
      else await new Promise<void>(resolve => (this.#wake = resolve))
    }
    if (this.#failure) throw this.#failure.reason
    if (this.#chunks.length === 0) return { done: true, value: undefined }
    return { done: false, value: this.#chunks.shift() as Chunk }
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#chunks = []
    if (this.#ended) return
    this.#ended = true
    this.#wake()
    await this.#source.cancel?.(reason)
  }

  [Symbol.asyncIterator](): AsyncIterator<Chunk> {
    return {
      next: () => this.read(),
      return: async () => {
        await this.cancel()
        return { done: true, value: undefined }
      },
    }
  }
}

lacking(ReadableStream.prototype, 'ReadableStream', ['locked', 'pipeThrough', 'pipeTo', 'tee', 'values'])
lacking(ReadableStream, 'ReadableStream', ['from'])
