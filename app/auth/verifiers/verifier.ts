import type { Config } from '../../config.ts'
import { ConfigError } from '../../config-error.ts'
import type { Identity } from '../identity.ts'
import { createTokenVerifier } from './token.ts'

/** Whose a token is, or why it is refused: a reason for the log, without a part of the token. */
export type Verdict = { identity: Identity } | { refused: string }

/**
 * Tells whose a token is.
 *
 * @param token what {@link bearerToken} found in the header
 * @param endpoint the URL of the MCP endpoint that the token came to
 * @throws when it cannot be told, as an issuer is out of reach: an error of ours, and never a yes
 */
export type Verifier = (token: string, endpoint: string) => Promise<Verdict>

/**
 * Creates the verifier that `AUTHORIZATION` names. Other values than `jwt` compare digests, of which none is configured by
 * default: whoever asks for a verifier means to verify.
 *
 * @throws {ConfigError} for `jwt` without an issuer
 */
export async function createVerifier(config: Config): Promise<Verifier> {
  if (config.authorization !== 'jwt') return createTokenVerifier(config)
  if (config.jwt === undefined) {
    throw new ConfigError(
      'JWT_ISSUER is not set, but must name the authorization server while AUTHORIZATION is jwt. ' +
        'Example: JWT_ISSUER=https://login.example.com',
    )
  }
  // Loaded here only: comparing digests starts without a JWT library.
  const { createJwtVerifier } = await import('./jwt.ts')
  return createJwtVerifier(config.jwt)
}
