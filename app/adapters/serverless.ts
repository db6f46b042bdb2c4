import type { APIGatewayProxyResult } from 'aws-lambda'
import serverless from 'serverless-http'
import type { Adapter } from './adapter.ts'

/** By serverless-http. */
export const serverlessAdapter: Adapter = app => {
  const serve = serverless(app, {
    binary: false, // Every answer is text.
    requestId: '', // The id is the gateway's, never one that the caller sends.
    request(req: { deadline?: AbortSignal }, _event: unknown, deadline: AbortSignal) {
      req.deadline = deadline
    },
  })
  return async (event, deadline) => (await serve(event, deadline)) as APIGatewayProxyResult
}
