import { Writable } from 'node:stream'

/** What a streaming handler has sent so far. */
export interface Streamed {
  head: { statusCode: number; headers: Record<string, string> }
  body: string
}

/** Stands for the runtime's `awslambda`, for tests: a stream of {@link recordingStream} takes its prelude. */
export const recordingRuntime = {
  HttpResponseStream: {
    from(stream: RecordingStream, head: Streamed['head']) {
      stream.prelude = head
      return stream
    },
  },
}

/** For tests: Lambda's response stream, whose prelude goes out with the first write and never without one. */
export class RecordingStream extends Writable {
  prelude: Streamed['head'] | undefined
  /** What was written, as it was written. */
  readonly chunks: string[] = []
  #head: Streamed['head'] | undefined

  override write(...args: unknown[]): boolean {
    if (this.prelude) this.emit('head', this.prelude)
    this.#head ??= this.prelude
    return super.write(...(args as [string]))
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (chunk.length > 0) this.chunks.push(chunk.toString())
    this.emit('chunk', chunk.toString())
    done()
  }

  get streamed(): Streamed {
    if (this.#head === undefined) throw new Error('No prelude was written.')
    return { head: this.#head, body: this.chunks.join('') }
  }
}
