/** Who calls: made by an authorizer from a token, read by tools. */
export interface Identity {
  /** A stable name for the caller: it tells two callers apart and reveals no secret. */
  principal: string
  /** False only for {@link anonymous}. */
  authenticated: boolean
  /** The OAuth client that the token was issued to, where the token says so. */
  clientId?: string
  /** What the caller may do, in the words of a tool's `scopes`. */
  scopes: string[]
}

/** The caller when nobody asks for a token (`AUTHORIZATION=none`). */
export const anonymous: Identity = { principal: 'anonymous', authenticated: false, scopes: [] }

/**
 * What the authorizer function returns beside its policy. API Gateway hands every value on as a string and refuses
 * objects and arrays: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function toAuthorizerContext(identity: Identity): Record<string, string> {
  return {
    scopes: identity.scopes.join(' '),
    ...(identity.clientId !== undefined && { clientId: identity.clientId }),
  }
}

/** The way back: `requestContext.authorizer` of a proxy event. */
export function fromAuthorizerContext(context: Record<string, unknown>): Identity {
  const { principalId, clientId, scopes } = context
  return {
    principal: String(principalId),
    authenticated: true,
    ...(typeof clientId === 'string' && { clientId }),
    scopes: typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : [],
  }
}
