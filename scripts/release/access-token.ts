import { auth } from '@modelcontextprotocol/sdk/client/auth.js'
import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js'
import type { Challenge } from './challenge.ts'
import { Refusal } from './refusal.ts'

export interface ClientCredentials {
  clientId: string
  clientSecret: string
}

/** MCP_CLIENT_ID and MCP_CLIENT_SECRET: a client of the authorization server's, for machines. */
export function clientCredentials(env: NodeJS.ProcessEnv): ClientCredentials | undefined {
  const { MCP_CLIENT_ID: clientId, MCP_CLIENT_SECRET: clientSecret } = env
  return clientId && clientSecret ? { clientId, clientSecret } : undefined
}

/**
 * Gets a token from the authorization server as a machine does (RFC 6749, section 4.4), by the SDK's own discovery.
 *
 * @throws {Refusal} when there is none, which says nothing about the release: it is not taken back for that
 */
export async function requestToken(
  endpoint: string,
  issuer: string,
  { metadataUrl, scope }: Challenge,
  credentials: ClientCredentials,
): Promise<string> {
  const options = { ...credentials, expectedIssuer: issuer, ...(scope !== undefined && { scope }) }
  const provider = new ClientCredentialsProvider(options)
  try {
    await auth(provider, {
      serverUrl: endpoint,
      resourceMetadataUrl: metadataUrl,
      ...(scope !== undefined && { scope }),
    })
    const token = provider.tokens()?.access_token
    if (token !== undefined) return token
  } catch (error) {
    throw noToken(error instanceof Error ? error.message : String(error))
  }
  throw noToken('its answer holds none')

  function noToken(why: string): Refusal {
    return new Refusal(
      `The release was not tried, and stays live: ${issuer} gives the client ${credentials.clientId} no token (${why}). ` +
        'Check MCP_CLIENT_ID and MCP_CLIENT_SECRET, and run this again.',
    )
  }
}
