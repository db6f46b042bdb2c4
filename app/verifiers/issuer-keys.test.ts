import { describe, expect, test } from 'vitest'
import { startTestIssuer, type TestIssuerOptions } from '../test-issuer.ts'
import { createIssuerKeys, IssuerError } from './issuer-keys.ts'

const header = { alg: 'RS256', kid: 'RS256' }
const token = { payload: '', signature: '' }

/** The key of an issuer, or why there is none. */
const ask = async (...issuer: Parameters<typeof createIssuerKeys>) => {
  try {
    return await createIssuerKeys(...issuer)(header, token)
  } catch (error) {
    return error
  }
}

/** The same of a test's own issuer. */
async function keyOf(options: TestIssuerOptions, prepare = (_issuer: Issuer) => {}) {
  await using issuer = await startTestIssuer(options)
  prepare(issuer)
  const configured = issuer.issuer
  const key = await ask(configured, 200)
  return { key, asked: issuer.asked, issuer: configured }
}
type Issuer = Awaited<ReturnType<typeof startTestIssuer>>

describe('the metadata is found', () => {
  test.each<[string, TestIssuerOptions, string[]]>([
    ['where RFC 8414 puts it', {}, ['/.well-known/oauth-authorization-server']],
    ['before the path', { path: '/a/b' }, ['/.well-known/oauth-authorization-server/a/b']],
    ['before a path with a slash at its end', { path: '/a/' }, ['/.well-known/oauth-authorization-server/a']],
    [
      'where OpenID puts it, after the path',
      { path: '/a', discovery: 'openid' },
      ['/.well-known/oauth-authorization-server/a', '/a/.well-known/openid-configuration'],
    ],
  ])('%s', async (_name, options, paths) => {
    const { key, asked } = await keyOf(options)
    expect(key).toMatchObject({ type: 'public' })
    expect(asked).toEqual([...paths, '/keys'])
  })
})

describe('the keys cannot be had, and the error says why, when', () => {
  test.each<[string, (issuer: Issuer) => void, RegExp]>([
    [
      'the metadata names another issuer',
      ({ metadata }) => Object.assign(metadata, { issuer: 'https://x' }),
      /"https:\/\/x"/,
    ],
    [
      'the metadata names the issuer with a slash more',
      ({ metadata }) => Object.assign(metadata, { issuer: `${metadata.issuer}/` }),
      /identical/,
    ],
    ['the metadata names no issuer', ({ metadata }) => delete metadata.issuer, /undefined/],
    ['the metadata names no keys', ({ metadata }) => delete metadata.jwks_uri, /jwks_uri/],
    [
      'the keys come over plain http',
      ({ metadata }) => Object.assign(metadata, { jwks_uri: 'http://x.example/keys' }),
      /https/,
    ],
    [
      'the keys are elsewhere',
      ({ metadata }) => Object.assign(metadata, { jwks_uri: `${metadata.issuer}/gone` }),
      /200/,
    ],
    ['a key lacks its numbers', ({ keys }) => delete keys[0]?.n, /No keys/],
    ['a key is private', ({ keys }) => Object.assign(keys[0] ?? {}, { d: 'AQAB' }), /No keys/],
  ])('%s', async (_name, prepare, reason) => {
    const { key, issuer } = await keyOf({}, prepare)
    expect(key).toBeInstanceOf(IssuerError)
    expect(String(key)).toMatch(reason)
    expect(String(key)).toContain(issuer)
  })

  const answer = (path: RegExp, status: number, body: string, headers = {}): TestIssuerOptions => ({
    intercept({ url = '' }, res) {
      if (path.test(url)) res.writeHead(status, headers).end(body)
      return path.test(url)
    },
  })
  test.each<[string, TestIssuerOptions, RegExp]>([
    ['nothing is at either address', answer(/known/, 404, ''), /answered 404, .*answered 404/],
    ['metadata is behind a redirect', answer(/known/, 302, '', { Location: '/keys' }), /answered 302/],
    ['the keys are behind a redirect', answer(/keys/, 307, '', { Location: '/.well-known/x' }), /200/],
    ['the metadata is no JSON', answer(/known/, 200, '<html>'), /undefined/],
    ['the metadata is null', answer(/known/, 200, 'null'), /undefined/],
    ['the keys are no JSON', answer(/keys/, 200, '<html>'), /JSON/],
    ['the keys are no set', answer(/keys/, 200, '{"keys":7}'), /malformed/],
    ['the issuer fails', answer(/keys/, 503, ''), /200/],
    ['the metadata is too large', answer(/known/, 200, ' '.repeat(300_000)), /limit of 262144 bytes/],
    ['the keys are too large', answer(/keys/, 200, ' '.repeat(300_000)), /limit of 262144 bytes/],
    ['the issuer does not answer', { intercept: () => true }, /no answer in time/],
    ['the keys do not come', { intercept: ({ url }) => url === '/keys' }, /no answer in time/],
    ['the issuer stops half way', { intercept: (_req, res) => res.writeHead(200).write('{') }, /no answer in time/],
    ['the issuer hangs up', { intercept: (req, _res) => Boolean(req.socket.destroy()) }, /socket hang up/],
  ])('%s', async (_name, options, reason) => {
    const { key } = await keyOf(options)
    expect(key).toBeInstanceOf(IssuerError)
    expect(String(key)).toMatch(reason)
  })

  test('nobody listens', async () => {
    const issuer = await startTestIssuer()
    await issuer.close()
    const { port } = new URL(issuer.issuer)
    for (const host of ['127.0.0.1', 'localhost']) {
      const key = await ask(`http://${host}:${port}`)
      expect(key).toBeInstanceOf(IssuerError)
      expect(String(key)).toContain('ECONNREFUSED')
    }
  })
})

test('a redirect is not followed', async () => {
  const { asked } = await keyOf({
    intercept({ url = '' }, res) {
      const isMetadata = url.includes('known')
      if (isMetadata) res.writeHead(302, { Location: '/elsewhere' }).end()
      return isMetadata
    },
  })
  expect(asked).not.toContain('/elsewhere')
})

test('an issuer that comes back is asked again', async () => {
  let down = true
  await using issuer = await startTestIssuer({
    intercept(_req, res) {
      if (down) res.writeHead(503).end()
      return down
    },
  })
  const keys = createIssuerKeys(issuer.issuer)
  await expect(async () => keys(header, token)).rejects.toThrow(IssuerError)
  down = false
  expect(await keys(header, token)).toMatchObject({ type: 'public' })
})
