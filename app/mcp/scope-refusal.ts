import { rpcErrorFor } from './rpc-error.ts'

/** What the refusal of a call says, in its header or in its body. */
export const scopesNeeded = (scopes: string) =>
  `This needs the scope ${scopes}, which the caller lacks. Get an access token with it and send the request again.`

/**
 * Gives the SDK's refusal for want of scopes a JSON-RPC error as its body, which names them: API Gateway renames the header
 * that has them, and the SDK's own body has none. Any other answer stays as it is.
 */
export function nameScopes(response: Response, body: unknown): Response {
  const challenge = response.headers.get('WWW-Authenticate') ?? ''
  const scopes = /\bscope="([^"]*)"/.exec(challenge)?.[1]
  if (response.status !== 403 || scopes === undefined) return response
  return new Response(rpcErrorFor(body, -32000, scopesNeeded(scopes)), {
    status: 403,
    headers: { 'Content-Type': 'application/json', 'WWW-Authenticate': challenge },
  })
}
