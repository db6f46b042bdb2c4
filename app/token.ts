import { createHash, timingSafeEqual } from 'node:crypto'
import type { Identity } from './identity.ts'
import { tokenSyntax } from './token-syntax.ts'

/** The scheme in any case, one token, nothing behind it. */
const bearer = new RegExp(`^Bearer +(${tokenSyntax})$`, 'i')

/**
 * Verifies an `Authorization` header against the SHA-256 digests of the tokens that are good.
 *
 * @param header the header as it came; undefined when there is none
 * @param digests lower-case hex, 64 characters each; an empty list accepts nothing
 * @returns the caller, or undefined when the header holds no good token
 */
export function verifyToken(header: string | undefined, digests: readonly string[]): Identity | undefined {
  const token = bearer.exec(header ?? '')?.[1]
  if (token === undefined) return undefined

  const digest = createHash('sha256').update(token).digest()
  let match: string | undefined
  // Every digest is compared, in constant time: how long it takes tells nothing about which one was near.
  for (const candidate of digests) {
    if (timingSafeEqual(digest, Buffer.from(candidate, 'hex'))) match = candidate
  }
  if (match === undefined) return undefined
  return { principal: `token-${match.slice(0, 8)}`, authenticated: true, scopes: [] }
}
