import type { Readable } from 'node:stream'

/** A function as API Gateway sees it: Lambda's Invoke and InvokeWithResponseStream, without signatures and regions. */
export interface LambdaFunction {
  /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, `RequestResponse`. Throws {@link InvokeError}. */
  invoke(event: object): Promise<Invocation>
  /** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html. Throws {@link InvokeError}. */
  invokeWithResponseStream(event: object): Promise<StreamedInvocation>
}

export interface Invocation {
  /** What the handler returned, as JSON; or Lambda's description of the error. */
  payload: Buffer
  /** Set when the function failed: it threw, timed out or crashed. `payload` is `{errorType, errorMessage, …}` then. */
  functionError?: 'Unhandled'
  /** Lambda's request id. */
  requestId: string
}

export interface StreamedInvocation {
  /**
   * What the handler wrote, as it writes it: prelude, delimiter and body alike. Destroyed with {@link FunctionError} when
   * the function fails midway or before it wrote anything.
   */
  payload: Readable
  /** `application/vnd.awslambda.http-integration-response` when there is a prelude. */
  contentType: string | undefined
  requestId: string
}

/** A call that Lambda refused before any handler saw it, with the API's status and code: 429 `TooManyRequestsException`, 413 `RequestTooLargeException`. */
export class InvokeError extends Error {
  override name = 'InvokeError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A streamed call whose function failed: Lambda's error type and message. */
export class FunctionError extends Error {
  override name = 'FunctionError'
  readonly errorType: string

  constructor(errorType: string, message: string) {
    super(message)
    this.errorType = errorType
  }
}
