import { resourceMetadataPath } from './auth/resource-metadata.ts'

/** A path, with what it serves. */
export interface Route {
  path: string
  /** Any other is 405, with these in `Allow`; but for `OPTIONS`, by which a page of the web asks beforehand. */
  methods: readonly ('GET' | 'HEAD' | 'POST')[]
  /** Only where the server takes tokens of an authorization server. Default: everywhere. */
  discovery?: true
}

/** All that is served, by the local server and by API Gateway: whatever else is asked for is 404, and asks for no token. */
export const routes: readonly Route[] = [
  // Stateless: there is no stream to open, by GET, and no session to end, by DELETE.
  { path: '/mcp', methods: ['POST'] },
  { path: '/healthz', methods: ['GET', 'HEAD'] }, // Not /ping: that is reserved on an API's own domain.
  { path: resourceMetadataPath, methods: ['GET', 'HEAD'], discovery: true },
  { path: `${resourceMetadataPath}/mcp`, methods: ['GET', 'HEAD'], discovery: true },
]

/** What a 405 says. */
export const methodNotAllowed = 'Method not allowed.'

/**
 * The resource of a path, which may end in a slash too many. API Gateway routes it as if it were not there, so that the
 * authorizer is asked before the server could refuse it: https://github.com/aws-powertools/powertools-lambda-python/pull/1609
 */
export const resourceOf = (path: string): string => path.replace(/(?<=.)\/$/, '')
