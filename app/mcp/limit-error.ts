/** A limit of the transport ended a call that was otherwise in order. The message goes to the caller and names the limit. */
export class LimitError extends Error {
  override name = 'LimitError'
}
