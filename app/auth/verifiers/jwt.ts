import { errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import type { Identity } from '../identity.ts'
import type { JwtConfig } from '../jwt-config.ts'
import { wrongClaim } from './claim-types.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import type { Verifier } from './verifier.ts'

/** Asymmetric ones only: a secret that verifies could also sign, and `none` proves nothing (RFC 8725, section 3.1). */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/**
 * What an access token may call itself: RFC 9068, section 2.1, the plain JWT that most issuers write, or nothing. Another
 * type is a token for another purpose (RFC 8725, section 3.11).
 */
const types: unknown[] = [undefined, 'jwt', 'at+jwt']

/**
 * Creates the verifier of `AUTHORIZATION=jwt`: an access token signed by the issuer, for this audience, at this time.
 * The issuer's keys are kept as long as the verifier is. Its function throws an {@link IssuerError} when they cannot be had.
 */
export function createJwtVerifier(config: JwtConfig): Verifier {
  const { issuer, audience, clockTolerance } = config
  const keys = createIssuerKeys(issuer)

  return async (token, endpoint) => {
    if (!isSpeltOnce(token)) return { refused: 'its signature is not in base64url' }
    const expected = { algorithms, issuer, audience: audience ?? endpoint, clockTolerance, requiredClaims: ['exp'] }
    let verified: JWTVerifyResult
    try {
      verified = await jwtVerify(token, keys, expected)
    } catch (error) {
      // Whatever jose calls by a name of its own is the token's fault. The rest is the issuer's, or ours.
      if (error instanceof errors.JOSEError) return { refused: error.message }
      throw error
    }
    const { protectedHeader, payload } = verified
    if (!types.includes(typeName(protectedHeader.typ))) return { refused: 'its "typ" is not that of an access token' }
    const wrong = wrongClaim(payload)
    if (wrong !== undefined) return { refused: wrong }
    const identity = identityOf(payload, config)
    return identity ? { identity } : { refused: 'it names neither a user nor a client' }
  }
}

/** The last character of a signature has bits that decoding drops: without this, a token had several spellings. */
function isSpeltOnce(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  return Buffer.from(signature, 'base64url').toString('base64url') === signature
}

/** RFC 7515, section 4.1.9: case does not count, and `application/` may be left out. */
const typeName = (typ: unknown) => (typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ)

/** Undefined for a token that is nobody's. Its claims are of their types. */
function identityOf(payload: JWTPayload, { claims, clockTolerance }: JwtConfig): Identity | undefined {
  const { sub, client_id, azp, cid } = payload as Partial<Record<string, string>>
  const clientId = client_id ?? azp ?? cid
  const principal = sub ?? clientId
  if (principal === undefined) return undefined
  const chosen = claims.filter(name => Object.hasOwn(payload, name))
  return {
    principal,
    authenticated: true,
    ...(clientId !== undefined && { clientId }),
    scopes: scopesOf(payload),
    expiresAt: Number(payload.exp) + clockTolerance,
    ...(chosen.length > 0 && { claims: Object.fromEntries(chosen.map(name => [name, payload[name]])) }),
  }
}

/** `scope` is OAuth's, with blanks between (RFC 8693, section 4.2); `scp` is Entra's, as that, and Okta's, a list. */
function scopesOf({ scope = '', scp = '' }: JWTPayload): string[] {
  const texts = [scope, scp].flat() as string[]
  return [...new Set(texts.flatMap(item => item.split(' ')))].filter(Boolean)
}
