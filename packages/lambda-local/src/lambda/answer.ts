import { FunctionError, type Invocation, type StreamedInvocation } from '../function.ts'
import type { Failure } from './failure.ts'
import { maxBytes } from './limits.ts'
import { Payload } from './payload.ts'

/** Where the answer to a call goes, while it arrives. It ends or fails once. */
export interface Answer {
  /** What a streamed response may hold, in bytes. */
  readonly limit: number
  begin(contentType: string | undefined): void
  write(chunk: Buffer): void
  end(): void
  fail(failure: Failure): void
}

/** The answer in one piece, as Invoke returns it, of a function that streams too. */
export function collected(): { answer: Answer; whole: Promise<Omit<Invocation, 'requestId'>> } {
  const { promise, resolve } = Promise.withResolvers<Omit<Invocation, 'requestId'>>()
  const chunks: Buffer[] = []
  const answer: Answer = {
    limit: maxBytes.buffered,
    begin() {},
    write: chunk => chunks.push(chunk),
    end: () => resolve({ payload: Buffer.concat(chunks) }),
    fail: ({ payload }) => resolve({ payload, functionError: 'Unhandled' }),
  }
  return { answer, whole: promise }
}

/** The answer as it is written, as InvokeWithResponseStream returns it. It begins with the function's first byte. */
export function streamed(): { answer: Answer; begun: Promise<Omit<StreamedInvocation, 'requestId'>> } {
  const { promise, resolve } = Promise.withResolvers<Omit<StreamedInvocation, 'requestId'>>()
  const payload = new Payload()
  const answer: Answer = {
    limit: maxBytes.streamed,
    begin: contentType => resolve({ payload, contentType }),
    write: chunk => payload.add(chunk),
    end: () => payload.finish(),
    fail({ errorType, errorMessage }) {
      payload.fail(new FunctionError(errorType, errorMessage))
      resolve({ payload, contentType: undefined })
    },
  }
  return { answer, begun: promise }
}
