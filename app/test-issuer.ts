import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'

export interface TestIssuerOptions {
  /** A path of the issuer, which metadata is found by in another way. Default: none. */
  path?: string
  /** Where the metadata is: RFC 8414's address, or OpenID's alone. */
  discovery?: 'oauth' | 'openid'
  /** Answers in place of the issuer. Returns false to leave a request to it. */
  intercept?: (...request: Parameters<RequestListener>) => boolean
}

/** An authorization server, as far as a resource server sees it, on a port of its own on loopback. */
export interface TestIssuer extends AsyncDisposable {
  issuer: string
  /** The paths that were asked for, in order. */
  asked: string[]
  /** Replaces parts of the metadata. */
  metadata: Record<string, unknown>
  /** The published keys, as JWKs with `kid` and `alg`. */
  keys: Record<string, unknown>[]
  /** Makes a key and publishes it. Its `kid` is the algorithm's name unless given. */
  addKey(alg: string, kid?: string): Promise<void>
  /** Signs claims as they are with a key that was added. */
  sign(claims: Record<string, unknown>, kid?: string, header?: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

/** For tests: a real HTTP issuer, with one RS256 key at first. */
export async function startTestIssuer(options: TestIssuerOptions = {}): Promise<TestIssuer> {
  const { path = '', discovery = 'oauth', intercept = () => false } = options
  const signers = new Map<string, { alg: string; key: CryptoKey }>()
  const asked: string[] = []
  const keys: Record<string, unknown>[] = []

  const server = createServer((req, res) => {
    asked.push(req.url ?? '')
    if (intercept(req, res)) return
    const body = answers()[req.url ?? '']
    res.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `${origin}${path}`
  const metadata = { issuer, jwks_uri: `${origin}/keys` }

  function answers(): Record<string, unknown> {
    const found =
      discovery === 'oauth'
        ? `/.well-known/oauth-authorization-server${path.replace(/\/$/, '')}`
        : `${path}/.well-known/openid-configuration`
    return { [found]: metadata, '/keys': { keys } }
  }

  async function addKey(alg: string, kid = alg): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    signers.set(kid, { alg, key: privateKey })
    keys.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })
  }
  await addKey('RS256')

  async function sign(claims: Record<string, unknown>, kid = 'RS256', header: Record<string, unknown> = {}) {
    const signer = signers.get(kid)
    if (signer === undefined) throw new Error(`No key "${kid}". Add it first.`)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: signer.alg, kid, ...header })
      .sign(signer.key, { crit: { extension: true } })
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { issuer, asked, metadata, keys, addKey, sign, close, [Symbol.asyncDispose]: close }
}
