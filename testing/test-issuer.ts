import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'

export interface TestIssuerOptions {
  /** A path of the issuer, which metadata is found by in another way. Default: none. */
  path?: string
  /** Where the metadata is: RFC 8414's address, or OpenID's alone. */
  discovery?: 'oauth' | 'openid'
  /** Answers in place of the issuer. Returns false to leave a request to it. */
  intercept?: (...request: Parameters<RequestListener>) => boolean
}

/** An authorization server, as far as a resource server sees it, on a port of its own on loopback. */
export interface TestIssuer extends KeyRing, AsyncDisposable {
  issuer: string
  /** The paths that were asked for, in order. */
  asked: string[]
  /** What it says of itself; a test may change it. */
  metadata: Record<string, unknown>
  close(): Promise<void>
}

/** For tests: a real HTTP issuer, with one RS256 key at first. */
export async function startTestIssuer(options: TestIssuerOptions = {}): Promise<TestIssuer> {
  const { path = '', discovery = 'oauth', intercept = () => false } = options
  const asked: string[] = []
  const ring = await createKeyRing()

  const server = createServer((req, res) => {
    asked.push(req.url ?? '')
    if (intercept(req, res)) return
    const body = { [metadataPath]: metadata, '/keys': { keys: ring.keys } }[req.url ?? '']
    res.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `${origin}${path}`
  const metadata = { issuer, jwks_uri: `${origin}/keys` }
  const metadataPath =
    discovery === 'oauth'
      ? `/.well-known/oauth-authorization-server${path.replace(/\/$/, '')}`
      : `${path}/.well-known/openid-configuration`

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { ...ring, issuer, asked, metadata, close, [Symbol.asyncDispose]: close }
}

interface KeyRing {
  /** The published keys, as JWKs with `kid` and `alg`. */
  keys: Record<string, unknown>[]
  /** Makes a key and publishes it. Its `kid` is the algorithm's name unless given. */
  addKey(alg: string, kid?: string): Promise<void>
  /** Signs claims as they are with a key that was added. */
  sign(claims: Record<string, unknown>, kid?: string, header?: Record<string, unknown>): Promise<string>
  /** Signs a payload as it is written, by the first key. */
  signText(payload: string): Promise<string>
}

/** Every issuer's first key: making one by RSA takes a tenth of a second. */
let first: ReturnType<typeof generateKeyPair> | undefined

async function createKeyRing(): Promise<KeyRing> {
  const signers = new Map<string, { alg: string; key: CryptoKey }>()
  const keys: Record<string, unknown>[] = []

  async function add(pair: ReturnType<typeof generateKeyPair>, alg: string, kid: string): Promise<void> {
    const { publicKey, privateKey } = await pair
    signers.set(kid, { alg, key: privateKey })
    keys.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })
  }
  first ??= generateKeyPair('RS256')
  await add(first, 'RS256', 'RS256')

  return {
    keys,
    addKey: (alg, kid = alg) => add(generateKeyPair(alg), alg, kid),
    async signText(payload) {
      const signer = signers.get('RS256')
      if (signer === undefined) throw new Error('There is no first key.')
      const token = new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'RS256', kid: 'RS256' })
      return token.sign(signer.key)
    },
    async sign(claims, kid = 'RS256', header = {}) {
      const signer = signers.get(kid)
      if (signer === undefined) throw new Error(`No key "${kid}". Add it first.`)
      const token = new SignJWT(claims).setProtectedHeader({ alg: signer.alg, kid, ...header })
      return token.sign(signer.key, { crit: { extension: true } })
    },
  }
}
