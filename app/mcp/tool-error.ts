/** A failure that the caller should read. Any other error reaches the caller as a plain sentence, without its message. */
export class ToolError extends Error {
  override name = 'ToolError'
}
