/** An answer that cannot be sent. The message is for the log: it names the field and why. */
export class FieldError extends Error {
  override name = 'FieldError'
  /** Where it is, as `structuredContent.id`; empty for the answer itself. */
  readonly field: string

  constructor(field: string, reason: string) {
    super(`${field || 'the answer itself'}: ${reason}`)
    this.field = field
  }
}
