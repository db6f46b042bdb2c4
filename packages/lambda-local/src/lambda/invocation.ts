import { randomBytes } from 'node:crypto'
import type { Answer } from './answer.ts'
import { arn } from './environment.ts'

/** One event on its way through an instance. */
export interface Call {
  requestId: string
  /** JSON. */
  event: string
  answer: Answer
}

/**
 * What a runtime is told beside the event: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * @param deadline when its time is up, in milliseconds since 1970
 */
export function callHeaders(
  call: Call,
  fn: { name: string; region: string },
  deadline: number,
): Record<string, string> {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex')
  const time = Math.floor(Date.now() / 1000).toString(16)
  return {
    'Lambda-Runtime-Aws-Request-Id': call.requestId,
    'Lambda-Runtime-Deadline-Ms': String(deadline),
    'Lambda-Runtime-Invoked-Function-Arn': arn(fn),
    'Lambda-Runtime-Trace-Id': `Root=1-${time}-${hex(12)};Parent=${hex(8)};Sampled=0`,
  }
}
