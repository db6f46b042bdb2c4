import type { IncomingMessage } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { createApp } from '../app/app.ts'
import { silent } from '../app/log.ts'
import { createTestMcp } from '../testing/mcp.ts'
import { listen, type Running } from './transports.ts'

export interface ProtectedServer extends Running {
  /** The tokens that got in, in their order. */
  callers: JWTPayload[]
  /** The scopes that a call needs. */
  needs: string[]
  /** Tokens that are not good any more. */
  revoked: Set<string>
}

/**
 * An MCP server that lets in who has logged in at an issuer: as little of RFC 9728 and RFC 6750 as a client needs to find
 * its way, in front of the app.
 *
 * @param audience what a token has to be for. Default: the endpoint
 */
export async function protectedServer(issuer: string, audience?: string): Promise<ProtectedServer> {
  const app = createApp({
    mcp: createTestMcp(),
    log: silent,
    authorization: 'none',
    jwt: undefined,
    hosts: 'loopback',
    origins: ['loopback'],
  }).callback()
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const state = { callers: [] as JWTPayload[], needs: ['mcp'], revoked: new Set<string>() }

  async function refusal({ headers }: IncomingMessage, resource: string): Promise<[number, string] | undefined> {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) return [401, '']
    const expected = { issuer, audience: audience ?? resource, typ: 'at+jwt' }
    const payload = await jwtVerify(token, keys, expected).then(
      result => result.payload,
      () => undefined,
    )
    if (!payload || state.revoked.has(token)) return [401, 'error="invalid_token", ']
    const scopes = String(payload.scope).split(' ')
    if (!state.needs.every(scope => scopes.includes(scope))) return [403, 'error="insufficient_scope", ']
    state.callers.push(payload)
    return undefined
  }

  const server = await listen(async (req, res) => {
    const root = `http://${req.headers.host}`
    const metadata = '/.well-known/oauth-protected-resource/mcp'
    if (req.url === metadata) {
      const document = { resource: `${root}/mcp`, authorization_servers: [issuer] }
      return res.setHeader('Content-Type', 'application/json').end(JSON.stringify(document))
    }
    const [status, error] = (await refusal(req, `${root}/mcp`)) ?? []
    if (status === undefined) return app(req, res)
    const challenge = `Bearer ${error}resource_metadata="${root}${metadata}", scope="${state.needs.join(' ')}"`
    return res.writeHead(status, { 'WWW-Authenticate': challenge }).end()
  })
  return Object.assign(server, state)
}
