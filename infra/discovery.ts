import { challenge } from '../app/auth/challenge.ts'
import {
  resourceMetadata,
  resourceMetadataCacheControl,
  resourceMetadataPath,
  resourceMetadataUrl,
} from '../app/auth/resource-metadata.ts'
import { scopesNeeded } from '../app/mcp/scope-refusal.ts'
import { cors, gatewayResponse, literal, mock, preflight, requestId, rpcError } from './gateway-answers.ts'
import { otherMethods } from './other-methods.ts'

/** An endpoint that takes access tokens of an authorization server. */
export interface ProtectedResource {
  /** Its URL, as clients call it: they compare it with the metadata's. Its last part is `/mcp`. */
  endpoint: string
  /** The authorization server. */
  issuer: string
  /** The scopes that every call needs. */
  scopes: readonly string[]
  /**
   * The scopes to ask for. A token may spell them differently from the request for it, and those of single tools have to be
   * among them: a tool's own challenge does not get through the gateway. Default: `scopes`.
   */
  clientScopes?: readonly string[] | undefined
}

/**
 * How a client finds out whom to ask for a token, and for which scopes: refusals that name the metadata (RFC 9728, section
 * 5.1), and the metadata, at both of the addresses that clients try. The URLs are written out, as neither a mapped header
 * nor a client's comparison allows for a variable.
 */
export function discovery({ endpoint, issuer, scopes, clientScopes = scopes }: ProtectedResource) {
  const url = resourceMetadataUrl(endpoint)
  const refusal = (status: number, parameters: Parameters<typeof challenge>[0], body?: string) =>
    gatewayResponse(
      { ...cors, 'WWW-Authenticate': literal(challenge({ ...parameters, resourceMetadata: url })) },
      status,
      body,
    )
  const metadata = mock(
    '200',
    { ...cors, 'Cache-Control': literal(resourceMetadataCacheControl) },
    JSON.stringify(resourceMetadata({ resource: endpoint, issuer, scopes: clientScopes })),
  )
  const operations = (path: string, name: string) => ({
    ...otherMethods(path, name),
    get: { operationId: name, summary: 'Whom to ask for a token', ...metadata },
    head: { operationId: `${name}Head`, summary: 'Whom to ask for a token', ...metadata },
    options: { operationId: `${name}Preflight`, summary: 'Lets web pages ask', ...preflight('GET') },
  })
  const ofEndpoint = `${resourceMetadataPath}/mcp`
  return {
    paths: {
      [resourceMetadataPath]: operations(resourceMetadataPath, 'metadata'),
      [ofEndpoint]: operations(ofEndpoint, 'metadataOfEndpoint'),
    },
    responses: {
      // The gateway does not tell a missing token from a bad one: without an error code, which RFC 6750 allows for both.
      UNAUTHORIZED: refusal(401, { scope: clientScopes }),
      // The authorizer denies for want of scopes, and for nothing else.
      ...(scopes.length > 0 && {
        ACCESS_DENIED: refusal(
          403,
          { error: 'insufficient_scope', scope: clientScopes },
          rpcError(scopesNeeded(scopes.join(' ')), requestId),
        ),
      }),
    },
  }
}
