/** Lambda's limits of payloads in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const maxBytes = {
  event: 6 * 1024 * 1024,
  /** 6 MB, and what Lambda adds for its own envelope: the figure in its error message. */
  buffered: 6_291_556,
  /** Lambda slows a stream down to 2 MB/s after its first 6 MB. Here it is not: that would test patience, not code. */
  streamed: 200 * 1024 * 1024,
}
