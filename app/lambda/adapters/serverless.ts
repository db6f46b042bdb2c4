import type { APIGatewayProxyResult } from 'aws-lambda'
import serverless from 'serverless-http'
import type { Adapter } from './adapter.ts'
import { headersOf } from './headers.ts'

/** By serverless-http. */
export const serverlessAdapter: Adapter = app => {
  const serve = serverless(app, {
    binary: false, // Every answer is text.
    requestId: '', // The id is the gateway's, never one that the caller sends.
    request(req: { deadline?: AbortSignal }, _event: unknown, deadline: AbortSignal) {
      req.deadline = deadline
    },
  })
  return async (event, deadline) => {
    // By itself it would put the last value of a header in the place of all of them, and fail at one that is null.
    const joined = { ...event, headers: headersOf(event), multiValueHeaders: null }
    return (await serve(joined, deadline)) as APIGatewayProxyResult
  }
}
