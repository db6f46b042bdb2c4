import { getDocument } from '../../app/auth/verifiers/get-document.ts'
import { metadataUrls } from '../../app/auth/verifiers/issuer-keys.ts'
import type { StackConfig } from '../../infra/config/config.ts'
import { type Finding, good, missing, patience, unknown } from './finding.ts'

/** The authorization server of a stack for access tokens, if it is one: its metadata, and whether they are its own. */
export async function issuerFindings({ jwt }: StackConfig): Promise<Finding[]> {
  if (jwt === undefined) return []
  const { issuer } = jwt
  const places = metadataUrls(issuer)
  const reasons: string[] = []
  for (const place of places) {
    try {
      const { status, text } = await getDocument(place, AbortSignal.timeout(patience))
      if (status === 200) return [judge(issuer, JSON.parse(text))]
    } catch (error) {
      reasons.push((error as Error).message)
    }
  }
  if (reasons.length === 0)
    return [missing(`The issuer ${issuer} has no metadata at ${places.join(' or ')}: check mcp:jwt.issuer.`)]
  return [
    unknown(`The issuer ${issuer} gives no answer (${reasons.join(', ')}): check the network, and mcp:jwt.issuer.`),
  ]
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
