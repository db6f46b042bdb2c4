import type { Readable } from 'node:stream'
import { type Exchange, sendHead } from './exchange.ts'
import { failures, GatewayError } from './gateway-error.ts'
import type { Header } from './headers.ts'
import { type AnswerHead, readPrelude } from './proxy-answer.ts'
import { within } from './within.ts'

/** Between the prelude and the body: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
const delimiter = Buffer.alloc(8)

/** Prelude and delimiter, as a reader of that page noted: https://expert.ftl2.com/public/aws-expert/belief/apigateway-streaming-8-null-byte-delimiter */
const maxPreludeBytes = 16 * 1024

/** How long nothing may come, at a regional API: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const maxIdleMs = 300_000

export interface RelayOptions {
  exchange: Omit<Exchange, 'request'>
  /** The gateway's own, beside those of the prelude. */
  headers: Header[]
  /** When the whole answer has to be over, by `performance.now()`. */
  endsAt: number
  timedOut(): Error
}

type Next = () => Promise<IteratorResult<Buffer>>

/**
 * Hands on what a function writes, as it writes it: status and headers once its prelude is whole, then every chunk. Neither
 * a slow reader nor one that went away holds the function up.
 *
 * @throws {GatewayError} or the function's own error: before the prelude, when nothing has been sent; or after it, when all
 *   that is left is to cut the connection
 */
export async function relay(payload: Readable, options: RelayOptions): Promise<void> {
  const { exchange, endsAt, timedOut } = options
  const { context, res } = exchange
  const chunks = payload.iterator({ destroyOnReturn: false })
  const next: Next = () => within(Math.min(maxIdleMs, endsAt - performance.now()), chunks.next(), timedOut)
  try {
    const { status, headers, rest } = await readHead(next)
    context.integration.status = status
    sendHead(exchange, status, [...options.headers, ...headers])
    res.flushHeaders()
    if (rest.length > 0) res.write(rest)
    for (let chunk = await next(); !chunk.done; chunk = await next()) res.write(chunk.value)
    res.end()
  } catch (error) {
    void runOut(chunks)
    throw error
  }
}

async function readHead(next: Next): Promise<AnswerHead & { rest: Buffer }> {
  let taken = Buffer.alloc(0)
  let at = -1
  while (at < 0) {
    const chunk = await next()
    if (chunk.done) throw malformed(`The stream ended after ${taken.length} bytes, before the delimiter.`)
    taken = Buffer.concat([taken, chunk.value])
    at = taken.indexOf(delimiter)
    const end = at < 0 ? taken.length : at + delimiter.length
    if (end > maxPreludeBytes) throw malformed(`The first ${maxPreludeBytes} bytes hold no prelude and delimiter.`)
  }
  return { ...readPrelude(taken.toString('utf8', 0, at)), rest: taken.subarray(at + delimiter.length) }
}

const malformed = (detail: string) =>
  new GatewayError(failures.malformedAnswer, `Malformed Lambda proxy response. ${detail}`)

/** Reads to the end, for nobody: a function is not told that its answer came too late, and may go on writing. */
export async function runOut(chunks: AsyncIterable<Buffer> | Promise<AsyncIterable<Buffer>>): Promise<void> {
  try {
    for await (const _ of await chunks);
  } catch {
    // Nobody is left to tell.
  }
}
