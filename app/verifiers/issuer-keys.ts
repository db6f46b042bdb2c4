import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { isTrustedUrl } from '../trusted-url.ts'
import { getDocument } from './get-document.ts'

/** The keys of an issuer cannot be had, so nothing can be said of its tokens. The message is for the log. */
export class IssuerError extends Error {
  override name = 'IssuerError'
}

/** A key that is new to us is looked for at most this often: anybody can write an unknown `kid` into a token. */
const cooldownMs = 60_000

/** So long a key that the issuer has withdrawn is still good. */
const keptMs = 600_000

/**
 * The public keys of an issuer, found through its metadata at the first token, and kept.
 *
 * @param timeoutMs for each of at most three requests: metadata at two addresses, keys
 */
export function createIssuerKeys(issuer: string, timeoutMs = 3000): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined

  async function find(): Promise<JWTVerifyGetKey> {
    const url = await findKeySet(issuer, timeoutMs)
    return createRemoteJWKSet(new URL(url), {
      cooldownDuration: cooldownMs,
      cacheMaxAge: keptMs,
      timeoutDuration: timeoutMs,
      [customFetch]: async (url, { signal }) => {
        const { status, text } = await getDocument(url, signal)
        return new Response(text, { status })
      },
    })
  }

  return async (header, token) => {
    try {
      found ??= find().catch(error => {
        found = undefined // Metadata that is not there may be there for the next token.
        throw error
      })
      const keys = await found
      return await keys(header, token)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      throw new IssuerError(`No keys of the issuer ${issuer}: ${(error as Error).message}`, { cause: error })
    }
  }
}

async function findKeySet(issuer: string, timeoutMs: number): Promise<string> {
  const answers: string[] = []
  for (const url of metadataUrls(issuer)) {
    const { status, text } = await getDocument(url, AbortSignal.timeout(timeoutMs))
    if (status === 200) return keySetOf(text, url, issuer)
    answers.push(`${url} answered ${status}`)
  }
  throw new Error(`${answers.join(', ')}. One of them has to have its metadata, and not behind a redirect.`)
}

/** RFC 8414, section 3.1, inserts before the path; OpenID Connect Discovery 1.0, section 4, appends. */
function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]
}

function keySetOf(text: string, url: string, issuer: string): string {
  const metadata = parse(text)
  // RFC 8414, section 3.3: identical, or another's metadata would choose the keys.
  if (metadata.issuer !== issuer) {
    throw new Error(
      `${url} is the metadata of ${shown(metadata.issuer)}, but JWT_ISSUER is "${issuer}". They have to be identical.`,
    )
  }
  if (typeof metadata.jwks_uri !== 'string' || !isTrustedUrl(metadata.jwks_uri)) {
    throw new Error(`${url} has the jwks_uri ${shown(metadata.jwks_uri)}, but it must be an https URL.`)
  }
  return metadata.jwks_uri
}

const shown = (value: unknown) => String(JSON.stringify(value)).slice(0, 200)

function parse(text: string): { issuer?: unknown; jwks_uri?: unknown } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
