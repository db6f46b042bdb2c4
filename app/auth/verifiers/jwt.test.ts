import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestIssuer, type TestIssuer } from '../../../testing/test-issuer.ts'
import type { JwtConfig } from '../jwt-config.ts'
import { createJwtVerifier } from './jwt.ts'

const endpoint = 'https://abcdef1234.execute-api.eu-central-1.amazonaws.com/dev/mcp'
const now = () => Math.floor(Date.now() / 1000)

let issuer: TestIssuer
beforeEach(async () => {
  issuer = await startTestIssuer()
})
afterEach(async () => {
  vi.useRealTimers()
  await issuer.close()
})

const good = (): JWTPayload => ({ iss: issuer.issuer, aud: endpoint, sub: 'user-1', exp: now() + 60 })
const verifier = (config: Partial<JwtConfig> = {}) =>
  createJwtVerifier({
    issuer: issuer.issuer,
    audience: undefined,
    scopes: [],
    clockTolerance: 5,
    claims: [],
    ...config,
  })

/** The identity of the given claims. */
async function identityOf(claims: JWTPayload, config: Partial<JwtConfig> = {}) {
  const verdict = await verifier(config)(await issuer.sign({ ...good(), ...claims }), endpoint)
  if ('refused' in verdict) throw new Error(verdict.refused)
  return verdict.identity
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A key that the issuer does not have. */
async function signerOf(alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return { privateKey, jwk: await exportJWK(publicKey) }
}

describe('a good token', () => {
  test('names its user, and when it ends', async () => {
    const claims = good()
    expect(await verifier()(await issuer.sign(claims), endpoint)).toEqual({
      identity: { principal: 'user-1', authenticated: true, scopes: [], expiresAt: Number(claims.exp) + 5 },
    })
  })

  test.each(['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'])('may be signed by %s', async alg => {
    await issuer.addKey(alg, 'other')
    expect(await verifier()(await issuer.sign(good(), 'other'), endpoint)).toHaveProperty('identity')
  })

  test.each<[string, Record<string, unknown>]>([
    ['no type', {}],
    ['JWT', { typ: 'JWT' }],
    ['at+jwt', { typ: 'at+jwt' }],
    ['application/at+jwt', { typ: 'application/AT+JWT' }],
  ])('may call itself %s', async (_name, header) => {
    expect(await verifier()(await issuer.sign(good(), 'RS256', header), endpoint)).toHaveProperty('identity')
  })

  test('may have several audiences', async () => {
    expect(await identityOf({ aud: ['https://other.example', endpoint] })).toMatchObject({ principal: 'user-1' })
  })

  test('is for the configured audience where one is', async () => {
    expect(await identityOf({ aud: 'api://mcp' }, { audience: 'api://mcp' })).toMatchObject({ principal: 'user-1' })
    const foreign = await verifier({ audience: 'api://mcp' })(await issuer.sign(good()), endpoint)
    expect(foreign).toEqual({ refused: expect.stringContaining('"aud"') })
  })

  test.each<[string, JWTPayload]>([
    ['just expired', { exp: now() - 3 }],
    ['not quite valid yet', { nbf: now() + 3 }],
  ])('may be %s, within the tolerance', async (_name, claims) => {
    expect(await identityOf(claims, { clockTolerance: 30 })).toMatchObject({ principal: 'user-1' })
  })

  test.each<[string, JWTPayload, string[]]>([
    ['scope', { scope: 'a b' }, ['a', 'b']],
    ['scp as a text', { scp: 'a b' }, ['a', 'b']],
    ['scp as a list', { scp: ['a', 'b c'] }, ['a', 'b', 'c']],
    ['both', { scope: 'a b', scp: ['b', 'c'] }, ['a', 'b', 'c']],
    ['neither', {}, []],
    ['scope as a list', { scope: ['a', 'b'] }, ['a', 'b']],
    ['empty ones', { scope: '', scp: [] }, []],
  ])('has the scopes of %s', async (_name, claims, scopes) => {
    expect((await identityOf(claims)).scopes).toEqual(scopes)
  })

  test.each<[Record<string, unknown>, string, string | undefined]>([
    [{ client_id: 'client-1' }, 'user-1', 'client-1'],
    [{ azp: 'client-2' }, 'user-1', 'client-2'],
    [{ cid: 'client-3' }, 'user-1', 'client-3'],
    [{ sub: undefined, client_id: 'client-1' }, 'client-1', 'client-1'],
    [{ sub: undefined, azp: 'client-2' }, 'client-2', 'client-2'],
  ])('with %j names the caller', async (claims, principal, clientId) => {
    expect(await identityOf(claims as JWTPayload)).toMatchObject({ principal, clientId })
  })

  test('hands on the claims that are asked for, and no other', async () => {
    const claims = { email: 'a@example.com', groups: ['x'], secret: 'y', __proto__: { inherited: true } }
    const names = ['email', 'groups', 'absent', 'toString']
    expect((await identityOf(claims, { claims: names })).claims).toEqual({ email: 'a@example.com', groups: ['x'] })
    expect(await identityOf(claims)).not.toHaveProperty('claims')
  })
})

describe('a token is refused', () => {
  test.each<[string, () => Record<string, unknown>]>([
    ['expired', () => ({ exp: now() - 6 })],
    ['without an end', () => ({ exp: undefined })],
    ['with an end that is no number', () => ({ exp: 'never' as unknown as number })],
    ['not yet valid', () => ({ nbf: now() + 30 })],
    ['for another audience', () => ({ aud: 'https://other.example/mcp' })],
    ['for the endpoint of another stage', () => ({ aud: endpoint.replace('/dev/', '/prod/') })],
    ['for no audience', () => ({ aud: undefined })],
    ['for an empty list of audiences', () => ({ aud: [] })],
    ['by another issuer', () => ({ iss: 'https://other.example' })],
    ['by the issuer with a slash more', () => ({ iss: `${issuer.issuer}/` })],
    ['by no issuer', () => ({ iss: undefined })],
    ['of nobody', () => ({ sub: undefined })],
  ])('%s', async (_name, claims) => {
    const token = await issuer.sign({ ...good(), ...claims() })
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.any(String) })
  })

  const noText = [null, 5, 0, true, [], ['user-1'], {}, { name: 'user-1' }]
  const noTexts = [null, 5, true, {}, [5], [null], [['a']], ['a', 7], [{}]]
  const noNumber = [null, 'never', '4102444800', true, [4102444800], {}]
  const wrong: [string, unknown][] = [
    ...['sub', 'client_id', 'azp', 'cid'].flatMap(claim =>
      [...noText, '', ' '].map((value): [string, unknown] => [claim, value]),
    ),
    ...['iss', 'jti'].flatMap(claim => noText.map((value): [string, unknown] => [claim, value])),
    ...['aud', 'scope', 'scp'].flatMap(claim => noTexts.map((value): [string, unknown] => [claim, value])),
    ...['exp', 'nbf', 'iat'].flatMap(claim => noNumber.map((value): [string, unknown] => [claim, value])),
    ['aud', [endpoint, 7]],
    ['aud', [endpoint, null]],
  ]

  test.each(wrong)('whose %s is %j, whatever else it says', async (claim, value) => {
    const token = await issuer.sign({ ...good(), client_id: 'client-1', [claim]: value })
    const verdict = await verifier()(token, endpoint)
    expect(verdict).toEqual({ refused: expect.stringContaining(`"${claim}"`) })
  })

  test.each(['exp', 'nbf', 'iat'])('whose %s is too large for a number', async claim => {
    const claims = JSON.stringify({ ...good(), [claim]: 0 }).replace(`"${claim}":0`, `"${claim}":1e400`)
    const token = await issuer.signText(claims)
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining(`"${claim}"`) })
  })

  test.each(['logout+jwt', 'dpop+jwt', 'JOSE', ''])('of the type "%s"', async typ => {
    const token = await issuer.sign(good(), 'RS256', { typ })
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining('"typ"') })
  })

  test.each([{ typ: 7 }, { typ: null }, { typ: ['at+jwt'] }])('with the oddity %j in its header', async header => {
    const token = await issuer.sign(good(), 'RS256', header)
    expect(await verifier()(token, endpoint)).toHaveProperty('refused')
  })

  test('that insists on an extension that nobody knows', async () => {
    const token = await issuer.sign(good(), 'RS256', { crit: ['extension'], extension: 1 })
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining('"extension"') })
  })

  test('without a signature', async () => {
    for (const signature of ['', 'AAAA']) {
      const token = `${encode({ alg: 'none', kid: 'RS256' })}.${encode(good())}.${signature}`
      expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining('"alg"') })
    }
  })

  test('signed by the public key as if it were a secret', async () => {
    const publicKey = (await importJWK(issuer.keys[0] ?? {}, 'RS256')) as CryptoKey
    const secret = Buffer.from(await exportSPKI(publicKey))
    const token = await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'RS256' }).sign(secret)
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining('"alg"') })
  })

  test('signed by another key under the name of a good one', async () => {
    const { privateKey } = await signerOf('RS256')
    const token = await new SignJWT(good()).setProtectedHeader({ alg: 'RS256', kid: 'RS256' }).sign(privateKey)
    expect(await verifier()(token, endpoint)).toEqual({ refused: expect.stringContaining('signature') })
  })

  test('whose header brings the key along', async () => {
    const { privateKey, jwk } = await signerOf('RS256')
    for (const header of [{ jwk }, { jwk, kid: 'RS256' }, { jku: `${issuer.issuer}/other`, kid: 'x' }]) {
      const token = await new SignJWT(good()).setProtectedHeader({ alg: 'RS256', ...header }).sign(privateKey)
      expect(await verifier()(token, endpoint)).toHaveProperty('refused')
    }
    expect(issuer.asked).not.toContain('/other')
  })

  test('that is spelt in another way', async () => {
    await issuer.addKey('ES256')
    const token = await issuer.sign(good(), 'ES256')
    const verify = verifier()
    // 64 bytes leave four bits of the last character without a meaning.
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      last => token.slice(0, -1) + last,
    )
    for (const spelling of [...spellings, `${token}=`, `${token}==`]) {
      expect(await verify(spelling, endpoint)).toHaveProperty(spelling === token ? 'identity' : 'refused')
    }
  })

  test.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d', 'e30.e30.AAAA', `${'e'.repeat(4000)}.e.e`, '....', 'e30..'])(
    'that is none: %.20j',
    async token => {
      expect(await verifier()(token, endpoint)).toEqual({ refused: expect.any(String) })
    },
  )

  test('and the reason holds none of it', async () => {
    const token = await issuer.sign({ ...good(), aud: 'private-audience', email: 'a@example.com' })
    expect(JSON.stringify(await verifier()(token, endpoint))).not.toMatch(/private-audience|example\.com|eyJ/)
  })
})

describe('a key', () => {
  test('that names no algorithm and no use serves those of its kind, and no other is an error', async () => {
    const others = ['RS512', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519', 'ES256K', 'RSA-OAEP', '__proto__', 7]
    for (const alg of ['ES256', 'EdDSA']) await issuer.addKey(alg)
    for (const key of issuer.keys) Object.assign(key, { alg: undefined, use: undefined })
    const verify = verifier()
    for (const kid of ['RS256', 'ES256', 'EdDSA']) {
      const token = await issuer.sign(good(), kid)
      expect(await verify(token, endpoint), kid).toHaveProperty('identity')
      for (const alg of others) {
        if (alg === kid || (kid === 'EdDSA' && alg === 'Ed25519')) continue
        const forged = [encode({ alg, kid }), ...token.split('.').slice(1)].join('.')
        expect(await verify(forged, endpoint), `${kid} as ${alg}`).toHaveProperty('refused')
      }
    }
  })

  test('too short to be safe is an error, and no verdict on the token', async () => {
    Object.assign(issuer.keys[0] ?? {}, { n: 'AQAB' })
    await expect(verifier()(await issuer.sign(good()), endpoint)).rejects.toThrow('2048')
  })
})

describe('keys', () => {
  test('are fetched once for many tokens', async () => {
    const verify = verifier()
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => issuer.sign({ ...good(), sub: `user-${n}` })))
    const verdicts = await Promise.all(tokens.map(token => verify(token, endpoint)))
    expect(verdicts.every(verdict => 'identity' in verdict)).toBe(true)
    expect(issuer.asked).toEqual(['/.well-known/oauth-authorization-server', '/keys'])
  })

  test('that are rotated are found, and an unknown one is looked for at most once a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const verify = verifier()
    const fetched = () => issuer.asked.filter(path => path === '/keys').length
    expect(await verify(await issuer.sign(good()), endpoint)).toHaveProperty('identity')

    await issuer.addKey('RS256', 'rotated')
    for (let n = 0; n < 5; n++) {
      expect(await verify(await issuer.sign(good(), 'rotated'), endpoint)).toHaveProperty('refused')
    }
    expect(fetched()).toBe(1)

    vi.setSystemTime(Date.now() + 61_000)
    expect(await verify(await issuer.sign(good(), 'rotated'), endpoint)).toHaveProperty('identity')
    const forged = await new SignJWT(good())
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .sign((await signerOf('RS256')).privateKey)
    for (let n = 0; n < 5; n++) expect(await verify(forged, endpoint)).toHaveProperty('refused')
    expect(fetched()).toBe(2)
  })

  test('that are withdrawn are good no longer than ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const verify = verifier()
    const token = () => issuer.sign({ ...good(), exp: now() + 3600 })
    expect(await verify(await token(), endpoint)).toHaveProperty('identity')
    issuer.keys.length = 0
    vi.setSystemTime(Date.now() + 601_000)
    expect(await verify(await token(), endpoint)).toHaveProperty('refused')
  })
})
