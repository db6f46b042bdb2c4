import { tokenSyntax } from './token-syntax.ts'

/** The scheme in any case, one token, nothing behind it. */
const bearer = new RegExp(`^Bearer +(${tokenSyntax})$`, 'i')

/** In characters. API Gateway takes 10,240 bytes for all headers together. */
const maxLength = 8 * 1024

/**
 * The token of an `Authorization` header, or undefined when the header holds anything but one token of at most 8 KB:
 * what is longer is not looked into.
 *
 * @param header the header as it came; undefined when there is none
 */
export function bearerToken(header: string | undefined): string | undefined {
  if (typeof header !== 'string' || header.length > 'Bearer '.length + maxLength) return undefined
  return bearer.exec(header)?.[1]
}
