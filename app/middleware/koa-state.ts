import type Koa from 'koa'
import type { Call } from '../mcp/request-scope.ts'

/** What the middleware of one request share. */
export interface State {
  call: Call
  /** Set by the endpoint: JSON-RPC method and name, for the request line. */
  rpc?: Record<string, unknown>
}

export type Middleware = Koa.Middleware<State>

export type Context = Koa.ParameterizedContext<State>
