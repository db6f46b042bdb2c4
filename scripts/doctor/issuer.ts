import type { StackConfig } from '../../infra/config.ts'
import { type Finding, good, missing, patience, unknown } from './finding.ts'

/** The authorization server of a stack for access tokens, if it is one: its metadata, and whether they are its own. */
export async function issuerFindings({ jwt }: StackConfig): Promise<Finding[]> {
  if (jwt === undefined) return []
  const { issuer } = jwt
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  // RFC 8414, section 3, and OpenID Connect Discovery, section 4.
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]
  try {
    for (const place of places) {
      const answer = await fetch(place, { signal: AbortSignal.timeout(patience) })
      if (!answer.ok) continue
      return [judge(issuer, (await answer.json()) as { issuer?: string; jwks_uri?: string })]
    }
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    return [
      unknown(`The issuer ${issuer} gives no answer (${cause?.code ?? error}): check the network, and mcp:jwt.issuer.`),
    ]
  }
  return [missing(`The issuer ${issuer} has no metadata at ${places.join(' or ')}: check mcp:jwt.issuer.`)]
}

function judge(wanted: string, { issuer, jwks_uri }: { issuer?: string; jwks_uri?: string }): Finding {
  if (issuer !== wanted) {
    const set = `npx pulumi config set --path mcp:jwt.issuer "${issuer}"`
    return missing(
      `The issuer calls itself ${issuer}, and mcp:jwt.issuer says ${wanted}; tokens have the first: ${set}`,
    )
  }
  if (jwks_uri === undefined)
    return missing(`The issuer ${issuer} names no jwks_uri: tokens that it signs cannot be checked.`)
  return good(`The issuer ${issuer} has its keys at ${jwks_uri}`)
}
