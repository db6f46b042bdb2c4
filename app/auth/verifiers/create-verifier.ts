import type { Config } from '../../config.ts'
import { ConfigError } from '../../config-error.ts'
import { createTokenVerifier } from './token.ts'
import type { Verifier } from './verifier.ts'

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
