import { HttpError } from './http-error.ts'

/** The types of an answer that a caller takes: one of them at least. */
export interface Accepted {
  json: boolean
  stream: boolean
}

/** In characters: what is longer is not looked into, as the parser's time grows with the square. */
const maxLength = 8 * 1024

/** Two empty lines make one. RFC 9110, section 5.6.1.2: empty elements of a list are ignored. */
const emptyList = /^[\s,]*$/

/** Each also with its charset, which is a parameter that a range may insist on. */
const json = ['application/json', 'application/json;charset=utf-8']
const stream = ['text/event-stream', 'text/event-stream;charset=utf-8']

/**
 * Tells which types of an answer the `Accept` header takes: RFC 9110, section 12.5.1, by `negotiator`, which Koa brings.
 * Without a header, any will do, and with an empty list too. Which type is preferred makes no difference: clients of MCP name
 * both.
 *
 * @param accepts Koa's `ctx.accepts`: whether the header takes one of the types
 * @throws {HttpError} 406 where neither is taken, 431 for a header above 8 KB
 */
export function accepted(header: string, accepts: (...types: string[]) => unknown): Accepted {
  if (header.length > maxLength) throw new HttpError(431, `The header Accept is above the limit of ${maxLength} bytes.`)
  if (emptyList.test(header)) return { json: true, stream: true }
  const found = { json: accepts(...json) !== false, stream: accepts(...stream) !== false }
  if (found.json || found.stream) return found
  throw new HttpError(
    406,
    `Accept is "${header.slice(0, 200)}", but answers are application/json or text/event-stream. Accept both, or one of them.`,
  )
}
