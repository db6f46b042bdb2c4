import { Readable } from 'node:stream'

/**
 * What a function has written, for a reader that may be slow, late or gone: as in Lambda, none of that reaches the function,
 * so everything is taken at once. A failure comes after the last chunk, and only to somebody who reads: destroying the
 * stream outright would discard what was written before it.
 */
export class Payload extends Readable {
  #wanted = false
  #failure: Error | undefined

  constructor() {
    super({ highWaterMark: 0 }) // `_read` is then called only when everything before has been read.
  }

  override _read(): void {
    this.#wanted = true
    if (this.#failure) this.destroy(this.#failure)
  }

  add(chunk: Buffer): void {
    if (this.destroyed || this.#failure) return
    this.#wanted = false
    this.push(chunk)
  }

  finish(): void {
    if (!this.destroyed) this.push(null)
  }

  fail(error: Error): void {
    this.#failure = error
    if (this.#wanted) this.destroy(error)
  }
}
