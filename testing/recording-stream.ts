import { once } from 'node:events'
import { Writable } from 'node:stream'
import type { Head } from '../app/lambda/adapters/adapter.ts'

/** For tests: Lambda's response stream, which sends its prelude with the first write, and never without one. */
export class RecordingStream extends Writable {
  /** What has been sent: status and headers, and the body so far. */
  head: Partial<Head> | undefined
  body = ''
  #prelude: Partial<Head> | undefined

  /** Stands for the runtime's global `awslambda`, as far as the app uses it. */
  static readonly runtime = {
    HttpResponseStream: {
      from(stream: RecordingStream, prelude: Partial<Head>) {
        stream.#prelude = prelude
        return stream
      },
    },
  }

  override write(...args: unknown[]): boolean {
    this.head ??= this.#prelude
    return super.write(...(args as [string]))
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.body += chunk
    this.emit('sent')
    done()
  }

  /** Waits until the body holds a text. */
  async sends(text: string): Promise<void> {
    while (!this.body.includes(text)) await once(this, 'sent')
  }
}
