import { request } from 'node:http'
import type { Writable } from 'node:stream'
import type { Context } from 'aws-lambda'
import { listener } from '../listener.ts'
import type { Log } from '../log.ts'
import { takeProcessFaults } from '../process-faults.ts'
import type { Clock } from './deadline.ts'

/** The part of Lambda's context that names the invocation and tells the time. */
export type Invocation = Clock & Partial<Pick<Context, 'awsRequestId'>>

/**
 * The life of an instance in Lambda. After an error that nobody caught, nothing is known of its state: it answers what it has
 * in hand, and ends. Lambda starts another for the next event.
 *
 * No event may be lost with it. Lambda's runtime asks for the next one as soon as it has sent an answer, so the last answer
 * does not go through it: the instance sends it itself, and ends before the runtime hears of it. And an instance with nothing
 * in hand does not end at once: an event may be on its way to it, all the more as what went wrong while it was frozen does so
 * when it is thawed, which is for an event. That one is its last.
 */
export interface Instance {
  /** From here on, what nobody catches ends the instance, in its time. */
  begin(log: Log): void
  /** Serves an event whose answer is returned to the runtime. */
  returning<Answer>(invocation: Invocation, serve: () => Promise<Answer>): Promise<Answer>
  /** Serves an event whose answer goes into the runtime's stream. */
  streaming(responseStream: Writable, serve: () => Promise<void>): Promise<void>
}

/** How long a stream may take to be accepted when it has been written, in milliseconds. */
const patienceMs = 1000

/** @param end default: the process ends, with status 1 */
export function createInstance(end: () => void = () => process.exit(1)): Instance {
  let inHand = 0
  let ending = false
  const isLast = () => ending && inHand === 1

  async function holding<Result>(serve: () => Promise<Result>): Promise<Result> {
    inHand++
    try {
      return await serve()
    } finally {
      inHand--
    }
  }

  return {
    begin(log) {
      takeProcessFaults(log, () => {
        if (!ending) log.error('the instance ends with its next answer: its state is unknown')
        ending = true
      })
    },
    returning: ({ awsRequestId }, serve) =>
      holding(async () => {
        const answer = await serve()
        if (isLast() && (await sent(awsRequestId, answer))) end()
        return answer
      }),
    streaming: (responseStream, serve) =>
      holding(async () => {
        // The stream is the request by which the answer goes out: it is taken when that is answered.
        const taken = Promise.withResolvers<void>()
        const take = (response: NodeJS.ReadableStream) => {
          response.once(
            'end',
            listener('stream taken', () => (isLast() ? end() : taken.resolve())),
          )
        }
        responseStream.once('response', listener('stream answered', take))
        await serve()
        if (isLast()) await Promise.race([taken.promise, new Promise(resolve => setTimeout(resolve, patienceMs))])
      }),
  }
}

/**
 * Sends an answer as the runtime does: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-response
 *
 * @returns whether it was taken; false outside of Lambda
 */
async function sent(awsRequestId: string | undefined, answer: unknown): Promise<boolean> {
  const api = process.env.AWS_LAMBDA_RUNTIME_API
  if (api === undefined || awsRequestId === undefined) return false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  // Not by a URL, which would write the host in lower case: it is sent as it was given.
  const [, hostname = '', port = '80', base = ''] = /^([^:/]+)(?::(\d+))?(\/.*)?$/.exec(api) ?? []
  const path = `${base}/2018-06-01/runtime/invocation/${encodeURIComponent(awsRequestId)}/response`
  const headers = { 'Content-Type': 'application/json' }
  const post = request({ hostname, port, path, method: 'POST', agent: false, headers })
  const answered = (response: NodeJS.ReadableStream & { statusCode?: number }) => {
    response.resume().once(
      'end',
      listener('answer taken', () => resolve(response.statusCode === 202)),
    )
  }
  post.once('response', listener('answer sent', answered))
  post.on(
    'error',
    listener('answer not sent', () => resolve(false)),
  )
  post.end(JSON.stringify(answer))
  return promise
}
