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
  /** When the token ends, in seconds since 1970, by as much later as clocks may differ. Undefined: never. */
  expiresAt?: number
  /** The claims of the token that `JWT_CLAIMS` names, as the issuer wrote them. */
  claims?: Record<string, unknown>
}

/** The caller when nobody asks for a token (`AUTHORIZATION=none`). */
export const anonymous: Identity = { principal: 'anonymous', authenticated: false, scopes: [] }

/** Those of the scopes that the caller has not. */
export function missingScopes({ scopes }: Identity, needed: readonly string[] = []): string[] {
  return needed.filter(scope => !scopes.includes(scope))
}

/** Whether the token has ended since it was verified: API Gateway keeps the authorizer's verdict for a while. */
export function isExpired({ expiresAt }: Identity): boolean {
  return expiresAt !== undefined && !(Date.now() / 1000 < expiresAt)
}

/**
 * What the authorizer function returns beside its policy. API Gateway hands every value on as a string and refuses
 * objects and arrays: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function toAuthorizerContext({ scopes, clientId, expiresAt, claims }: Identity): Record<string, string> {
  return {
    scopes: scopes.join(' '),
    ...(clientId !== undefined && { clientId }),
    ...(expiresAt !== undefined && { expiresAt: String(expiresAt) }),
    ...(claims !== undefined && { claims: JSON.stringify(claims) }),
  }
}

/**
 * The way back: `requestContext.authorizer` of a proxy event. An `expiresAt` that is no number is over. Undefined where it names
 * nobody: whoever has no name, or one that is no text or blank, is not known.
 */
export function fromAuthorizerContext(context: Record<string, unknown> | null | undefined): Identity | undefined {
  const { principalId, clientId, scopes, expiresAt, ...rest } = context ?? {}
  if (typeof principalId !== 'string' || principalId.trim() === '') return undefined
  const claims = parseClaims(rest.claims)
  return {
    principal: principalId,
    authenticated: true,
    ...(typeof clientId === 'string' && clientId !== '' && { clientId }),
    scopes: typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : [],
    ...(expiresAt !== undefined && { expiresAt: Number(expiresAt) }),
    ...(claims && { claims }),
  }
}

/** What is no JSON object is no claims: an authorizer of another make may use the name for something else. */
function parseClaims(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const claims = JSON.parse(text)
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? claims : undefined
  } catch {
    return undefined
  }
}
