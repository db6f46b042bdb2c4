import { commaList } from '../comma-list.ts'
import { ConfigError } from '../config-error.ts'
import { isTrustedUrl } from './trusted-url.ts'

/** A scope, as the source of a regular expression: visible ASCII without quotes and backslashes (RFC 6749, section 3.3). */
export const scopeSyntax = '[\\x21\\x23-\\x5b\\x5d-\\x7e]+'

/** By how many seconds the clocks of issuer and server may differ. */
export const clockTolerances = { default: 5, max: 300 } as const

/** Whether it can be an issuer: {@link isTrustedUrl} without query and fragment (RFC 8414, section 2). */
export const isIssuer = (value: string): boolean => isTrustedUrl(value) && !/[?#]/.test(value)

/** What `AUTHORIZATION=jwt` accepts a token by. */
export interface JwtConfig {
  /** `JWT_ISSUER`: the authorization server, exactly as its tokens and its metadata write it. */
  issuer: string
  /** `JWT_AUDIENCE`: what a token's `aud` has to hold. Undefined: the endpoint's own URL. */
  audience: string | undefined
  /** `JWT_SCOPES`: the scopes that every call needs, separated by commas. Default: none. */
  scopes: string[]
  /** `JWT_CLOCK_TOLERANCE`: by how many seconds the issuer's clock may differ, 0 to 300. Default 5. */
  clockTolerance: number
  /** `JWT_CLAIMS`: the claims that reach tools, separated by commas. Default: none. */
  claims: string[]
}

/**
 * Parses the variables of `AUTHORIZATION=jwt`. Undefined without an issuer, which a server behind the authorizer function
 * need not know.
 *
 * @throws {ConfigError} for the first variable that breaks its rule
 */
export function readJwtConfig(env: Record<string, string | undefined>): JwtConfig | undefined {
  if (!env.JWT_ISSUER) return undefined
  return {
    issuer: issuer(env.JWT_ISSUER),
    audience: env.JWT_AUDIENCE || undefined,
    scopes: commaList(env.JWT_SCOPES).map(scope),
    clockTolerance: clockTolerance(env.JWT_CLOCK_TOLERANCE || String(clockTolerances.default)),
    claims: commaList(env.JWT_CLAIMS),
  }
}

function issuer(value: string): string {
  if (!isIssuer(value)) {
    throw new ConfigError(
      `JWT_ISSUER is "${value.replace(/^([^/]*\/\/).*@/, '$1…@')}", but must be https, or http on this machine (localhost, *.localhost, 127.0.0.1, [::1], ` +
        'host.docker.internal), without user, query and fragment. Example: https://login.example.com',
    )
  }
  return value
}

const scopePattern = new RegExp(`^${scopeSyntax}$`)

function scope(value: string): string {
  if (!scopePattern.test(value)) {
    throw new ConfigError(
      `JWT_SCOPES holds "${value}", which is not a scope: visible ASCII without quotes, backslashes and blanks. ` +
        'Separate scopes by commas. Example: mcp:call,reports:read',
    )
  }
  return value
}

function clockTolerance(value: string): number {
  if (!/^\d{1,3}$/.test(value) || Number(value) > clockTolerances.max) {
    throw new ConfigError(
      `JWT_CLOCK_TOLERANCE is "${value}", but must be whole seconds from 0 to ${clockTolerances.max}. ` +
        `Unset it for ${clockTolerances.default}.`,
    )
  }
  return Number(value)
}
