import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestIssuer, type TestIssuer } from '../../testing/test-issuer.ts'
import type { handler } from './authorizer.ts'

// Whatever comes, the authorizer says Unauthorized: never an Allow, and never another error, which would be a 500.

/** Inputs in all; `PROPERTY_RUNS=100000` for a night. */
const runs = Number(process.env.PROPERTY_RUNS || 2000)
const share = (part: number) => ({ numRuns: Math.ceil(runs * part) })

const algorithms = ['RS256', 'ES256', 'EdDSA']
const endpoint = 'https://abcdef1234.execute-api.eu-central-1.amazonaws.com/dev/mcp'
const methodArn = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/dev/POST/mcp'

let issuer: TestIssuer
let authorize: typeof handler
/** A good token by each algorithm. */
let good: string[]
let foreign: Record<string, Awaited<ReturnType<typeof generateKeyPair>>>

beforeAll(async () => {
  issuer = await startTestIssuer()
  for (const alg of ['ES256', 'EdDSA']) await issuer.addKey(alg)
  good = await Promise.all(algorithms.map(alg => issuer.sign(goodClaims(), alg)))
  foreign = Object.fromEntries(
    await Promise.all(algorithms.map(async alg => [alg, await generateKeyPair(alg, { extractable: true })] as const)),
  )
  vi.stubEnv('AUTHORIZATION', 'jwt')
  vi.stubEnv('JWT_ISSUER', issuer.issuer)
  vi.stubEnv('LOG_LEVEL', 'error')
  authorize = (await import('./authorizer.ts')).handler
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await issuer.close()
})

const goodClaims = () => ({
  iss: issuer.issuer,
  aud: endpoint,
  sub: 'user-1',
  exp: Math.floor(Date.now() / 1000) + 36_000,
})

const call = (authorizationToken: string) => authorize({ type: 'TOKEN', authorizationToken, methodArn })
async function refuses(header: string): Promise<void> {
  await expect(call(header), header).rejects.toThrow(/^Unauthorized$/)
}

test('the tokens that are changed below are good', async () => {
  for (const token of good) expect(await call(`Bearer ${token}`)).toMatchObject({ principalId: 'user-1' })
})

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url')
const json = fc.json({ maxDepth: 2 })

describe('refused is', { timeout: 60_000 + 6 * runs }, () => {
  test('any text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii', maxLength: 300 }))
    const header = fc.oneof(
      text,
      text.map(token => `Bearer ${token}`),
    )
    return fc.assert(fc.asyncProperty(header, refuses), share(0.1))
  })

  test('whatever has three parts', () => {
    const part = fc.oneof(json.map(base64url), fc.uint8Array({ maxLength: 64 }).map(base64url), fc.base64String())
    const token = fc.tuple(part, part, part).map(parts => `Bearer ${parts.join('.')}`)
    return fc.assert(fc.asyncProperty(token, refuses), share(0.2))
  })

  test('a good token with one bit changed', () => {
    const change = fc.tuple(fc.nat(2), fc.nat(), fc.nat(6))
    const property = fc.asyncProperty(change, ([which, place, bit]) => {
      const bytes = Buffer.from(good[which] ?? '')
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      return refuses(`Bearer ${bytes.toString('latin1')}`)
    })
    return fc.assert(property, share(0.2))
  })

  test('a good token with one bit changed inside of a part', () => {
    const change = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(), fc.nat(7))
    const property = fc.asyncProperty(change, ([which, part, place, bit]) => {
      const parts = (good[which] ?? '').split('.').map(text => Buffer.from(text, 'base64url'))
      const bytes = parts[part] ?? Buffer.alloc(1)
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      return refuses(`Bearer ${parts.map(base64url).join('.')}`)
    })
    return fc.assert(property, share(0.2))
  })

  test('a token of parts of good ones, in another order or number', () => {
    const picks = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 4 })
    const property = fc.asyncProperty(picks, async picked => {
      const token = picked.map(([which, part]) => good[which]?.split('.')[part]).join('.')
      if (!good.includes(token)) await refuses(`Bearer ${token}`)
    })
    return fc.assert(property, share(0.1))
  })

  test('a good token whose header or claims are replaced or extended', () => {
    const changed = fc.tuple(
      fc.nat(2),
      fc.nat(1),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      fc.boolean(),
    )
    const property = fc.asyncProperty(changed, async ([which, part, fields, keep]) => {
      const parts = (good[which] ?? '').split('.')
      const before = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString())
      parts[part] = base64url(JSON.stringify({ ...(keep && before), ...fields }))
      if (!good.includes(parts.join('.'))) await refuses(`Bearer ${parts.join('.')}`)
    })
    return fc.assert(property, share(0.1))
  })

  test('any claims, those of a good token too, signed by another key', () => {
    const header = fc.record(
      {
        kid: fc.oneof(fc.constantFrom(...algorithms), fc.string()),
        typ: fc.constantFrom('JWT', 'at+jwt'),
        jwk: fc.constant(true),
      },
      { requiredKeys: [] },
    )
    const claims = fc.dictionary(
      fc.constantFrom('iss', 'aud', 'sub', 'exp', 'nbf', 'scope'),
      fc.jsonValue({ maxDepth: 1 }),
    )
    const input = fc.tuple(fc.constantFrom(...algorithms), header, claims, fc.boolean())
    const property = fc.asyncProperty(input, async ([alg, { jwk, ...rest }, fields, keep]) => {
      const { privateKey, publicKey } = foreign[alg] ?? (await generateKeyPair(alg))
      const own = jwk ? { jwk: await exportJWK(publicKey) } : {}
      const token = await new SignJWT({ ...(keep && goodClaims()), ...(fields as object) })
        .setProtectedHeader({ alg, ...rest, ...own })
        .sign(privateKey)
      await refuses(`Bearer ${token}`)
    })
    return fc.assert(property, share(0.1))
  })
})
