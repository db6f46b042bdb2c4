import { afterEach, describe, expect, test, vi } from 'vitest'
import { startTestIssuer, type TestIssuerOptions } from '../../../testing/test-issuer.ts'
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

/** Every way in which a server can answer an address that it knows nothing of. */
type Answer = NonNullable<TestIssuerOptions['intercept']>
const page =
  (status: number, body: string, headers = {}): Answer =>
  (_req, res) =>
    Boolean(res.writeHead(status, headers).end(body))
const badly: [string, Answer][] = [
  ['404', page(404, '')],
  ['403', page(403, '{}')],
  ['500', page(500, 'oops')],
  ['204, without a body', page(204, '')],
  ['a page', page(200, '<!doctype html><html>app</html>', { 'Content-Type': 'text/html' })],
  ['an empty body', page(200, '')],
  ['JSON null', page(200, 'null')],
  ['a JSON list', page(200, '[]')],
  ['a JSON text', page(200, '"metadata"')],
  ['no issuer', page(200, '{"jwks_uri":"https://x.example/keys"}')],
  ['another issuer', page(200, '{"issuer":"https://x.example","jwks_uri":"https://x.example/keys"}')],
  ['a redirect', page(302, '', { Location: '/elsewhere' })],
  ['a redirect to the right address', page(301, '', { Location: '/t/.well-known/openid-configuration' })],
  ['more than it may be', page(200, ' '.repeat(300_000))],
  ['more than it may be, in pieces without an end', (_req, res) => stuff(res)],
  ['nothing', () => true],
  ['a head alone', (_req, res) => Boolean(res.writeHead(200).flushHeaders()) || true],
  ['half of it', (_req, res) => Boolean(res.writeHead(200).write('{')) || true],
  ['a byte at a time', (_req, res) => Boolean(res.writeHead(200) && setInterval(() => res.write(' '), 20).unref())],
  [
    'less than it promised',
    (req, res) => Boolean(res.writeHead(200, { 'Content-Length': 9 }).write('{', () => req.socket.destroy())),
  ],
  ['a closed connection', req => Boolean(req.socket.destroy())],
  ['what is no HTTP', req => Boolean(req.socket.end('nonsense\r\n\r\n'))],
]

function stuff(res: Parameters<Answer>[1]): boolean {
  res.writeHead(200)
  const write = () => {
    while (!res.destroyed && res.write(' '.repeat(65_536)));
    if (!res.destroyed) res.once('drain', write)
  }
  write()
  return true
}

describe('a server that answers the first address badly is asked by the second:', () => {
  const first = /^\/\.well-known\/oauth-authorization-server/
  const second: TestIssuerOptions = { path: '/t', discovery: 'openid' }
  const namesNoKeys: Answer = (req, res) => {
    const issuer = `http://${req.headers.host}/t`
    return Boolean(res.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token` })))
  }
  const keysOverHttp: Answer = (req, res) =>
    Boolean(res.end(JSON.stringify({ issuer: `http://${req.headers.host}/t`, jwks_uri: 'http://x.example/keys' })))

  test.each([...badly, ['no jwks_uri', namesNoKeys], ['keys over plain http', keysOverHttp]] as [string, Answer][])(
    '%s',
    async (_name, answer) => {
      const intercept: Answer = (req, res) => first.test(req.url ?? '') && answer(req, res)
      const { key, asked } = await keyOf({ ...second, intercept })
      expect(key).toMatchObject({ type: 'public' })
      expect(asked).toEqual([
        '/.well-known/oauth-authorization-server/t',
        '/t/.well-known/openid-configuration',
        '/keys',
      ])
    },
  )
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
    ...badly.map(([name, intercept]): [string, TestIssuerOptions, RegExp] => [
      `both addresses answer ${name}`,
      { intercept },
      /oauth-authorization-server.*, .*openid-configuration/,
    ]),
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

describe('an issuer that fails', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const down = {
    'answers no address': /./,
    'has metadata, but no keys': /keys/,
  }
  describe.each(Object.entries(down))('as it %s', (_how, paths) => {
    async function failing() {
      vi.useFakeTimers({ toFake: ['Date'] })
      const state = { down: true }
      const issuer = await startTestIssuer({
        intercept({ url = '' }, res) {
          const fails = state.down && paths.test(url)
          if (fails) res.writeHead(503).end()
          return fails
        },
      })
      const keys = createIssuerKeys(issuer.issuer)
      const attempt = async () => keys(header, token)
      const refused = async () => await expect(attempt()).rejects.toThrow(IssuerError)
      return {
        state,
        issuer,
        attempt,
        refused,
        async [Symbol.asyncDispose]() {
          await issuer.close()
        },
      }
    }

    test('is asked again at once after a first failure', async () => {
      await using failed = await failing()
      await failed.refused()
      failed.state.down = false
      expect(await failed.attempt()).toMatchObject({ type: 'public' })
    })

    test.each(['one after the other', 'together'])('is not asked for each of 100 tokens, %s', async how => {
      await using failed = await failing()
      if (how === 'together') await Promise.all(Array.from({ length: 100 }, failed.refused))
      else for (let n = 0; n < 100; n++) await failed.refused()
      expect(failed.issuer.asked.length).toBeLessThanOrEqual(4)
    })

    test('is asked again after a second, and has a clean record then', async () => {
      await using failed = await failing()
      for (let n = 0; n < 5; n++) await failed.refused()
      const asked = failed.issuer.asked.length
      vi.setSystemTime(Date.now() + 999)
      await failed.refused()
      expect(failed.issuer.asked).toHaveLength(asked)
      vi.setSystemTime(Date.now() + 1)
      failed.state.down = false
      expect(await failed.attempt()).toMatchObject({ type: 'public' })
    })

    test('is asked again although the clock was set back', async () => {
      await using failed = await failing()
      for (let n = 0; n < 5; n++) await failed.refused()
      failed.state.down = false
      vi.setSystemTime(Date.now() - 3_600_000)
      expect(await failed.attempt()).toMatchObject({ type: 'public' })
    })

    test('says in each refusal why', async () => {
      await using failed = await failing()
      for (let n = 0; n < 5; n++) await expect(failed.attempt()).rejects.toThrow(/answered 503/)
    })
  })

  test('is not asked again for keys that are kept, while it fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let fails = false
    await using issuer = await startTestIssuer({ intercept: (_req, res) => fails && Boolean(res.writeHead(503).end()) })
    const keys = createIssuerKeys(issuer.issuer)
    await keys(header, token)
    fails = true
    const asked = issuer.asked.length
    for (let n = 0; n < 100; n++) expect(await keys(header, token)).toMatchObject({ type: 'public' })
    expect(issuer.asked).toHaveLength(asked)
    vi.setSystemTime(Date.now() + 601_000)
    for (let n = 0; n < 100; n++) await expect(async () => keys(header, token)).rejects.toThrow(IssuerError)
    expect(issuer.asked).toHaveLength(asked + 2)
  })

  test('of which a token has a key that cannot be read, is asked no less for others', async () => {
    await using issuer = await startTestIssuer()
    issuer.keys.push({ kty: 'RSA', kid: 'broken', alg: 'RS256', use: 'sig' })
    const keys = createIssuerKeys(issuer.issuer)
    for (let n = 0; n < 5; n++) {
      await expect(async () => keys({ ...header, kid: 'broken' }, token)).rejects.toThrow(IssuerError)
      expect(await keys(header, token)).toMatchObject({ type: 'public' })
    }
  })
})
