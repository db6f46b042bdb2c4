/** Why a function gave no answer, as Lambda says it. */
export interface Failure {
  errorType: string
  errorMessage: string
  /** The JSON that the caller of Invoke receives: what the runtime reported goes through unchanged. */
  payload: Buffer
}

/** A failure that is not any call's own: it names the call that it is told to. */
export type Cause = (requestId?: string) => Failure

// Types and sentences are those of the runtime interface emulator: https://github.com/aws/aws-lambda-runtime-interface-emulator

export function timedOut(timeoutMs: number): Cause {
  return named('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`)
}

/** @param reason as a shell would say it: `exit status 1`, `signal: killed`. None: it left with status 0. */
export function exited(reason: string | undefined): Cause {
  const sentence = reason ? `Runtime exited with error: ${reason}` : 'Runtime exited without providing a reason'
  return named('Runtime.ExitError', sentence)
}

/** The runtime lives, and has given up an answer that it began, or never gave one. */
export const truncated = named('Runtime.TruncatedResponse', 'Response truncated')

export function tooLarge(limit: number): Failure {
  const sentence = `Response payload size exceeded maximum allowed payload size (${limit} bytes).`
  return failure('Function.ResponseSizeTooLarge', sentence)
}

/** Reads what a runtime says about an error: `{errorType, errorMessage, trace}`. */
export function reported(body: Buffer, type = 'Unhandled'): Failure {
  try {
    const { errorType = type, errorMessage = '' } = JSON.parse(body.toString())
    return { errorType: String(errorType), errorMessage: String(errorMessage), payload: body }
  } catch {
    return failure(type, body.toString())
  }
}

function named(errorType: string, sentence: string): Cause {
  return requestId => failure(errorType, requestId ? `RequestId: ${requestId} Error: ${sentence}` : sentence)
}

function failure(errorType: string, errorMessage: string): Failure {
  return { errorType, errorMessage, payload: Buffer.from(JSON.stringify({ errorType, errorMessage })) }
}
