/** Where RFC 9728, section 3.1, looks for the metadata of a resource; the resource's own path may follow. */
export const resourceMetadataPath = '/.well-known/oauth-protected-resource'

/** So long the metadata may be kept: it changes with a deployment only. */
export const resourceMetadataCacheControl = 'public, max-age=3600'

/** What a client has to know to get a token: RFC 9728, section 2. */
export interface ResourceMetadata {
  resource: string
  authorization_servers: string[]
  scopes_supported?: string[]
  bearer_methods_supported: string[]
  resource_documentation?: string
}

export interface ResourceMetadataArgs {
  /** The URL of the MCP endpoint, as the client calls it: clients compare the two. */
  resource: string
  /** The authorization server, as its own metadata writes it. */
  issuer: string
  /** What to ask for. Default: the client decides. */
  scopes?: readonly string[]
  /** A page for developers. Default: none. */
  documentation?: string
}

/** Writes the metadata of the endpoint. It reads nothing but its arguments, so that whoever serves it serves the same. */
export function resourceMetadata({
  resource,
  issuer,
  scopes = [],
  documentation,
}: ResourceMetadataArgs): ResourceMetadata {
  return {
    resource,
    authorization_servers: [issuer],
    ...(scopes.length > 0 && { scopes_supported: [...scopes] }),
    bearer_methods_supported: ['header'],
    ...(documentation !== undefined && { resource_documentation: documentation }),
  }
}

/**
 * The metadata's address for an endpoint that ends in `/mcp`. In front of a stage or a path that is where RFC 9728 puts it;
 * behind an `execute-api` address, whose root is not ours, it is below the stage, and clients find it by the challenge.
 */
export function resourceMetadataUrl(endpoint: string): string {
  return endpoint.replace(/\/mcp$/, `${resourceMetadataPath}/mcp`)
}
