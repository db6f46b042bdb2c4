import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import type Koa from 'koa'
import type { State } from '../state.ts'

/** Serves a proxy event by the app, and collects its answer. `deadline` becomes the request's. */
export type Serve = (event: APIGatewayProxyEvent, deadline: AbortSignal) => Promise<APIGatewayProxyResult>

/** What stands between Lambda's events and an app that knows requests. */
export type Adapter = (app: Koa<State>) => Serve
