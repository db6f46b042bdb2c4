/** What ends a release with one sentence and no stack trace. */
export class Refusal extends Error {
  /** The command's exit code. */
  readonly code: number

  constructor(message: string, code = 1) {
    super(message)
    this.code = code
  }
}
