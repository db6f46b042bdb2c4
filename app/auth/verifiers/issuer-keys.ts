import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { isTrustedUrl } from '../trusted-url.ts'
import { createBackOff } from './back-off.ts'
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
 * The public keys of an issuer, found through its metadata at the first token, and kept. An issuer that fails is left alone
 * for a moment: see {@link createBackOff}.
 *
 * @param timeoutMs for each of at most three requests: metadata at two addresses, keys
 */
export function createIssuerKeys(issuer: string, timeoutMs = 3000): JWTVerifyGetKey {
  const attempt = createBackOff()
  let found: Promise<JWTVerifyGetKey> | undefined

  async function find(): Promise<JWTVerifyGetKey> {
    const url = await attempt(() => findKeySet(issuer, timeoutMs))
    return createRemoteJWKSet(new URL(url), {
      cooldownDuration: cooldownMs,
      cacheMaxAge: keptMs,
      timeoutDuration: timeoutMs,
      [customFetch]: async (url, { signal }) => new Response(await attempt(() => getKeySet(url, signal))),
    })
  }

  return async (header, token) => {
    try {
      found ??= find().catch(error => {
        found = undefined // Metadata that is not there may be there for a later token.
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

/** The text of a key set. What is none is refused here, as jose would ask again for the next token. */
async function getKeySet(url: string, signal: AbortSignal): Promise<string> {
  const { status, text } = await getDocument(url, signal)
  if (status !== 200) throw new Error(`${url} answered ${status}, and not 200`)
  if (!Array.isArray(parse(text).keys)) throw new Error(`${url} is malformed: a key set is JSON with a list of "keys"`)
  return text
}

/** Looks at both addresses: a server that knows nothing of the first may answer it with anything, a page or nothing at all. */
async function findKeySet(issuer: string, timeoutMs: number): Promise<string> {
  const reasons: string[] = []
  for (const url of metadataUrls(issuer)) {
    try {
      const { status, text } = await getDocument(url, AbortSignal.timeout(timeoutMs))
      if (status === 200) return keySetOf(text, url, issuer)
      reasons.push(`${url} answered ${status}`)
    } catch (error) {
      reasons.push((error as Error).message)
    }
  }
  throw new Error(`${reasons.join(', ')}. One of the two has to have its metadata, and not behind a redirect.`)
}

/** RFC 8414, section 3.1, inserts before the path; OpenID Connect Discovery 1.0, section 4, appends. */
export function metadataUrls(issuer: string): string[] {
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
      `${url} is the metadata of ${shown(metadata.issuer)}, but JWT_ISSUER is "${issuer}", and they have to be identical`,
    )
  }
  if (typeof metadata.jwks_uri !== 'string' || !isTrustedUrl(metadata.jwks_uri)) {
    throw new Error(`${url} has the jwks_uri ${shown(metadata.jwks_uri)}, but it must be an https URL`)
  }
  return metadata.jwks_uri
}

const shown = (value: unknown) => String(JSON.stringify(value)).slice(0, 200)

/** What is no JSON, or no object, has nothing in it. */
function parse(text: string): { issuer?: unknown; jwks_uri?: unknown; keys?: unknown } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
