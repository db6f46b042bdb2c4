import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js'
import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js'

/** What a refusal tells a client that has no token yet. */
export interface Challenge {
  metadataUrl: URL
  scope: string | undefined
}

const TIMEOUT_MS = 30_000

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: LATEST_PROTOCOL_VERSION,
    capabilities: {},
    clientInfo: { name: 'serverless-mcp-release', version: '1.0.0' },
  },
}

/**
 * Calls without a token, as every client does at first, and follows the refusal to the authorization server.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization
 *
 * @returns what the refusal says, or what is wrong with it
 */
export async function askForChallenge(endpoint: string, issuer: string): Promise<Challenge | string> {
  const call = { method: 'POST', body: JSON.stringify(initialize) }
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
  const refusal = await reach(endpoint, { ...call, headers })
  await refusal.arrayBuffer()
  if (refusal.status !== 401) return `${endpoint} answers ${refusal.status} to a call without a token, and not 401`
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(refusal)
  if (resourceMetadataUrl === undefined) return `the 401 of ${endpoint} names no resource_metadata in WWW-Authenticate`

  const answer = await reach(resourceMetadataUrl)
  if (!answer.ok) return `${resourceMetadataUrl}, which the 401 names, answers ${answer.status}`
  const metadata = (await answer.json()) as { resource?: string; authorization_servers?: string[] }
  if (metadata.resource !== endpoint) return `${resourceMetadataUrl} is of ${metadata.resource}, and not of ${endpoint}`
  if (!metadata.authorization_servers?.includes(issuer))
    return `${resourceMetadataUrl} names the authorization servers ${metadata.authorization_servers}, and not ${issuer}`
  return { metadataUrl: resourceMetadataUrl, scope }
}

/** @throws {Error} with the address, and why it is not reached */
async function reach(url: string | URL, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (error) {
    const { message, cause } = error as Error
    throw new Error(`${url} is not reached: ${cause instanceof Error ? cause.message : message}`)
  }
}
