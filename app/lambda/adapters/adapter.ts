import type { Writable } from 'node:stream'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import type Koa from 'koa'
import type { State } from '../../middleware/koa-state.ts'

/** Serves a proxy event by the app, and collects its answer. `deadline` becomes the request's. */
type Serve = (event: APIGatewayProxyEvent, deadline: AbortSignal) => Promise<APIGatewayProxyResult>

/** What stands between Lambda's events and an app that knows requests. */
export type Adapter = (app: Koa<State>) => Serve

/** What an answer begins with. */
export interface Head {
  statusCode: number
  headers: Record<string, string>
  multiValueHeaders: Record<string, string[]>
}

/**
 * Serves a proxy event by the app, into a stream of Lambda's: `begin` is called once, as soon as status and headers are
 * settled, and returns what takes the body. Resolves when all of it has been taken.
 */
export type ServeStream = (
  event: APIGatewayProxyEvent,
  deadline: AbortSignal,
  begin: (head: Head) => Writable,
) => Promise<void>

/** The same as {@link Adapter}, for answers that leave as they come. */
export type StreamAdapter = (app: Koa<State>) => ServeStream
