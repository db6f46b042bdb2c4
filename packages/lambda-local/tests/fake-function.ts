import { Readable } from 'node:stream'
import { FunctionError, InvokeError, type LambdaFunction } from '../src/function.ts'

/** What a function does with every call, as data: so that another test may put a real function of the kind in its place. */
export type Behaviour =
  /** Answers 200 with the event as JSON. */
  | 'echo'
  /** Never answers. */
  | 'hang'
  | { returns: unknown }
  /** Fails by an error of this message. */
  | { throws: string }
  /** Is not called at all: Lambda says no, with this status and code. */
  | { refused: [status: number, code: string] }
  /** Streams these chunks; then ends, or fails by an error of this message. */
  | { streams: (string | Buffer)[]; throws?: string }

export interface FakeFunction extends LambdaFunction {
  /** Every event that it was called with. */
  events: Record<string, unknown>[]
}

/** For tests: a function without Lambda. `behave` may depend on the event. */
export function fakeFunction(behave: Behaviour | ((event: Record<string, unknown>) => Behaviour)): FakeFunction {
  const events: Record<string, unknown>[] = []
  const next = (event: object) => {
    // As Lambda's wire would have it: what is no JSON does not arrive.
    const received = JSON.parse(JSON.stringify(event))
    events.push(received)
    return { received, behaviour: typeof behave === 'function' ? behave(received) : behave }
  }
  return {
    events,
    async invoke(event) {
      const { received, behaviour } = next(event)
      if (behaviour === 'hang') return new Promise(() => {})
      if (behaviour === 'echo') return returned({ statusCode: 200, body: JSON.stringify(received) })
      if ('refused' in behaviour) throw refusal(behaviour.refused)
      if ('returns' in behaviour) return returned(behaviour.returns)
      const error = {
        errorType: 'Error',
        errorMessage: behaviour.throws,
        trace: ['Error: a secret', '  at secret.js:1'],
      }
      return { ...returned(error), functionError: 'Unhandled' }
    },
    async invokeWithResponseStream(event) {
      const { behaviour } = next(event)
      if (behaviour === 'hang') return new Promise(() => {})
      if (behaviour === 'echo' || 'returns' in behaviour) throw new Error('A streaming function has to stream.')
      if ('refused' in behaviour) throw refusal(behaviour.refused)
      const payload = Readable.from(chunks('streams' in behaviour ? behaviour.streams : [], behaviour.throws))
      return { payload, contentType: 'application/vnd.awslambda.http-integration-response', requestId: 'request' }
    },
  }
}

function* chunks(texts: (string | Buffer)[], error: string | undefined): Generator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
  if (error !== undefined) throw new FunctionError('Error', error)
}

const returned = (value: unknown) => ({ payload: Buffer.from(JSON.stringify(value)), requestId: 'request' })

const refusal = ([status, code]: [number, string]) => new InvokeError(status, code, `${code}: a secret of Lambda`)
