import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../config.ts'
import type { Verifier } from './verifier.ts'

/**
 * Creates the verifier of `AUTHORIZATION=token`: a token is good when its SHA-256 is among the digests. An empty list
 * accepts nothing.
 *
 * A caller is named by the first 64 bits of the digest: enough that no two tokens share a name, and nothing to guess one by.
 */
export function createTokenVerifier({ tokenDigests }: Pick<Config, 'tokenDigests'>): Verifier {
  return async token => {
    const digest = createHash('sha256').update(token).digest()
    let match: string | undefined
    // Every digest is compared, in constant time: how long it takes tells nothing about which one was near.
    for (const candidate of tokenDigests) {
      if (timingSafeEqual(digest, Buffer.from(candidate, 'hex'))) match = candidate
    }
    if (match === undefined) return { refused: 'its digest is not listed' }
    return { identity: { principal: `token-${match.slice(0, 16)}`, authenticated: true, scopes: [] } }
  }
}
