import type { openApi } from '../../../../infra/openapi.ts'
import type { Behaviour } from '../fake-function.ts'
import type { Request } from '../test-gateway.ts'
import type { Difference } from './difference.ts'
import type { Source } from './pages.ts'

/** One request through the gateway to a function that behaves in some way, and what comes back. */
export interface GatewayCase {
  name: string
  source: Source
  request?: Request
  /** Without the token that is allowed, which is sent otherwise. Default: false. */
  anonymous?: boolean
  /** Default: `echo`, which answers with its event. */
  server?: Behaviour
  /** Takes the place of parts of the deployed document. */
  document?: object
  /** Takes the place of parts of the integration of `POST /mcp`. */
  integration?: object
  domain?: string
  /** Default: 200. */
  status?: number
  /** Names in lower case; undefined: it must not be there. */
  headers?: Record<string, string | string[] | RegExp | undefined>
  /** Text to be equal to, or part of the answer's JSON. */
  body?: string | object
  ministack?: Difference<Pick<GatewayCase, 'status' | 'headers' | 'body'>>
}

/** The deployed document, with what a row puts in the place of its parts. */
export function documentOf(deployed: ReturnType<typeof openApi>, { document, integration }: GatewayCase): object {
  const path = deployed.paths['/mcp']
  const replaced = { ...path.post['x-amazon-apigateway-integration'], ...integration }
  const post = { ...path.post, 'x-amazon-apigateway-integration': replaced }
  return { ...deployed, paths: { ...deployed.paths, '/mcp': { ...path, post } }, ...document }
}

/** A row's request, with the token that is allowed unless the row is about another or none. */
export function requestOf({ request, anonymous }: GatewayCase): Request {
  const given = request?.headers ?? []
  const authorized = anonymous === true || given.some(([name]) => name === 'Authorization')
  return { ...request, headers: authorized ? given : [['Authorization', 'Bearer allow'], ...given] }
}
