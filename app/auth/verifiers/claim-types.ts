import type { JWTPayload } from 'jose'

const isText = (value: unknown): boolean => typeof value === 'string'
const isName = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isTexts = (value: unknown): boolean => [value].flat().every(isText)

/** What is too large for a number, as `1e400` is, would be a token without an end. */
const isTime = (value: unknown): boolean => Number.isFinite(value)

/**
 * What a claim that decides has to be, where it is there: RFC 7519, section 4.1, RFC 9068, section 2.2, and what issuers write
 * beside them. A subject of a wrong type would be nobody's, and all such callers the same one.
 */
const rules: Record<string, [is: (value: unknown) => boolean, what: string]> = {
  iss: [isName, 'a text that is not blank'],
  sub: [isName, 'a text that is not blank'],
  client_id: [isName, 'a text that is not blank'],
  azp: [isName, 'a text that is not blank'],
  cid: [isName, 'a text that is not blank'],
  aud: [isTexts, 'a text, or a list of texts'],
  scope: [isTexts, 'a text, or a list of texts'],
  scp: [isTexts, 'a text, or a list of texts'],
  exp: [isTime, 'a number of seconds'],
  nbf: [isTime, 'a number of seconds'],
  iat: [isTime, 'a number of seconds'],
  jti: [isText, 'a text'],
}

/** Says which claim of a token is of a wrong type, without its value; undefined where none is. */
export function wrongClaim(payload: JWTPayload): string | undefined {
  for (const [name, [is, what]] of Object.entries(rules)) {
    if (Object.hasOwn(payload, name) && !is(payload[name])) return `its claim "${name}" has to be ${what}`
  }
  return undefined
}
