import { request } from 'node:http'
import type { Writable } from 'node:stream'
import type { Context } from 'aws-lambda'
import type { Clock } from './limits.ts'
import { listener } from './listener.ts'
import type { Log } from './log.ts'
import { takeProcessFaults } from './process-faults.ts'

/** The part of Lambda's context that names the invocation and tells the time. */
export type Invocation = Clock & Partial<Pick<Context, 'awsRequestId'>>

/**
 * How long an instance that is to end waits for an event, in milliseconds. What went wrong while it was frozen does so when it
 * is thawed, which is when an event is on its way to it.
 */
const graceMs = 100

/**
 * The life of an instance in Lambda. After an error that nobody caught, nothing is known of its state: it answers what it has
 * in hand, and ends. Lambda starts another for the next event.
 *
 * Its last answer must not be followed by the next event, which Lambda's runtime asks for as soon as it has sent an answer.
 * So the instance sends that one itself, and ends before the runtime hears of it.
 */
export interface Instance {
  /** From here on, what nobody catches ends the instance, in its time. */
  begin(log: Log): void
  /** Serves an event whose answer is returned to the runtime. */
  returning<Answer>(invocation: Invocation, serve: () => Promise<Answer>): Promise<Answer>
  /** Serves an event whose answer goes into the runtime's stream. */
  streaming(responseStream: Writable, serve: () => Promise<void>): Promise<void>
}

/** Ends a process in different moments of its life. */
interface Ends {
  /** With an answer just sent: the runtime waits for nothing. */
  afterAnswer(): void
  /**
   * While the runtime waits for an event, in a thread of its own. `process.exit` would wait for that thread, and so take the
   * event with it; only a signal does not. The first process of a container is out of its own reach: it lives on until its
   * next answer, which is its last.
   */
  whileWaiting(): void
}

const ends: Ends = {
  afterAnswer: () => process.exit(1),
  whileWaiting: () => void process.kill(process.pid, 'SIGKILL'),
}

export function createInstance({ afterAnswer, whileWaiting }: Ends = ends): Instance {
  let inHand = 0
  let ending = false
  const endWhenIdle = listener('end of the instance', () => inHand === 0 && whileWaiting())
  // An event that has arrived by then, and that nobody has looked at yet, comes first.
  const endSoon = listener('end of the wait', () => setImmediate(endWhenIdle))
  const isLast = () => ending && inHand === 1

  async function holding<Result>(serve: () => Promise<Result>): Promise<Result> {
    inHand++
    try {
      return await serve()
    } finally {
      inHand--
      if (ending) setTimeout(endSoon, graceMs)
    }
  }

  return {
    begin(log) {
      takeProcessFaults(log, () => {
        if (ending) return
        ending = true
        log.error('the instance ends when it has answered: its state is unknown')
        setTimeout(endSoon, graceMs)
      })
    },
    returning: ({ awsRequestId }, serve) =>
      holding(async () => {
        const answer = await serve()
        if (isLast() && (await sent(awsRequestId, answer))) afterAnswer()
        return answer
      }),
    streaming: (responseStream, serve) =>
      holding(async () => {
        // The stream is the request by which the answer goes out: it is taken when that is answered.
        const taken = Promise.withResolvers<void>()
        const take = (response: NodeJS.ReadableStream) => {
          response.once(
            'end',
            listener('stream taken', () => (isLast() ? afterAnswer() : taken.resolve())),
          )
        }
        responseStream.once('response', listener('stream answered', take))
        await serve()
        if (isLast()) await Promise.race([taken.promise, new Promise(resolve => setTimeout(resolve, graceMs))])
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
  const url = `http://${api}/2018-06-01/runtime/invocation/${encodeURIComponent(awsRequestId)}/response`
  const post = request(url, { method: 'POST', agent: false, headers: { 'Content-Type': 'application/json' } })
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
