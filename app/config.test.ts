import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { ConfigError } from './config-error.ts'

const digest = 'A'.repeat(64)

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    authorization: 'none',
    tokenDigests: [],
    allowedOrigins: undefined,
    stateKeys: [],
    stage: 'local',
    maxValues: 10_000,
    maxDepth: 64,
    logLevel: 'info',
    logFormat: 'line',
  })
})

test('an empty variable counts as unset', () => {
  const empty = {
    HOST: '',
    PORT: '',
    AUTHORIZATION: '',
    TOKEN_DIGESTS: '',
    ALLOWED_ORIGINS: '',
    STATE_KEYS: '',
    STAGE: '',
    LOG_LEVEL: '',
  }
  expect(readConfig(empty)).toEqual(readConfig({}))
})

test('lists are split at commas, and digests are lower case', () => {
  const settings = readConfig({
    TOKEN_DIGESTS: ` ${digest}, ${digest},`,
    ALLOWED_ORIGINS: 'https://a.example,http://b:81',
  })
  expect(settings.tokenDigests).toEqual([digest.toLowerCase(), digest.toLowerCase()])
  expect(settings.allowedOrigins).toEqual(['https://a.example', 'http://b:81'])
})

test('one or two state keys are read, in their order', () => {
  const [one, other] = ['ab'.repeat(32), 'CD'.repeat(32)]
  expect(readConfig({ STATE_KEYS: one }).stateKeys).toEqual([one])
  expect(readConfig({ STATE_KEYS: ` ${one}, ${other}` }).stateKeys).toEqual([one, other])
})

test('the log has the format that the function is set to, and lines for a person elsewhere', () => {
  expect(readConfig({ AWS_LAMBDA_FUNCTION_NAME: 'f' }).logFormat).toBe('json')
  expect(readConfig({ AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_LAMBDA_LOG_FORMAT: 'JSON' }).logFormat).toBe('object')
  expect(readConfig({ AWS_LAMBDA_LOG_FORMAT: 'JSON' }).logFormat).toBe('line')
})

describe('a value that breaks its rule is refused by name', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT is "http", but must be a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT is "65536"'],
    [{ PORT: '-1' }, 'PORT is "-1"'],
    [{ AUTHORIZATION: 'tokens' }, 'AUTHORIZATION is "tokens", but must be one of none, token'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud", but must be one of debug, info, warn, error. Unset it for "info".'],
    [{ ALLOWED_ORIGINS: 'app.example.com' }, 'ALLOWED_ORIGINS holds "app.example.com"'],
    [{ ALLOWED_ORIGINS: 'https://app.example.com/' }, 'ALLOWED_ORIGINS holds "https://app.example.com/"'],
  ])('%j', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })

  test.each([
    ['my-secret', 'entry 1 is not such a key'],
    [`${digest},my-secret`, 'entry 2 is not such a key'],
    [`${digest}my-secret`, 'entry 1 is not such a key'],
    [`${digest},${digest},${digest}`, 'there are 3 entries'],
  ])('STATE_KEYS=%s is refused without its value in the message', (STATE_KEYS, message) => {
    const read = () => readConfig({ STATE_KEYS })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(message)
    expect(read).not.toThrow(/my-secret|AAAA/)
  })

  test('a token in place of its digest does not show up in the message', () => {
    const read = () => readConfig({ TOKEN_DIGESTS: `${digest},my-secret-token` })
    expect(read).toThrow('TOKEN_DIGESTS: entry 2 is not a SHA-256 digest')
    expect(read).not.toThrow('my-secret-token')
  })
})

describe('of AUTHORIZATION=jwt', () => {
  const jwt = { AUTHORIZATION: 'jwt', JWT_ISSUER: 'https://login.example.com' }

  test('the issuer is enough', () => {
    expect(readConfig(jwt).jwt).toEqual({
      issuer: 'https://login.example.com',
      audience: undefined,
      scopes: [],
      clockTolerance: 5,
      claims: [],
    })
  })

  test('every variable is read', () => {
    const env = {
      JWT_AUDIENCE: 'api://mcp',
      JWT_SCOPES: 'mcp:call, reports:read',
      JWT_CLOCK_TOLERANCE: '0',
      JWT_CLAIMS: 'email,https://example.com/roles',
    }
    expect(readConfig({ ...jwt, ...env }).jwt).toEqual({
      issuer: 'https://login.example.com',
      audience: 'api://mcp',
      scopes: ['mcp:call', 'reports:read'],
      clockTolerance: 0,
      claims: ['email', 'https://example.com/roles'],
    })
  })

  test('the issuer stays as it is written, as tokens are compared with it', () => {
    for (const JWT_ISSUER of ['https://a.example/', 'https://A.example', 'https://a.example:443/b/']) {
      expect(readConfig({ ...jwt, JWT_ISSUER }).jwt?.issuer).toBe(JWT_ISSUER)
    }
  })

  test('plain http is for this machine', () => {
    const names = ['localhost:9000', 'issuer.localhost', '127.0.0.1:9000/x', '[::1]:9000', 'host.docker.internal:9000']
    for (const name of names) {
      expect(readConfig({ ...jwt, JWT_ISSUER: `http://${name}` }).jwt?.issuer).toBe(`http://${name}`)
    }
  })

  test('nothing is there without an issuer, or with another authorization', () => {
    expect(readConfig({ AUTHORIZATION: 'jwt' }).jwt).toBeUndefined()
    expect(readConfig({ ...jwt, AUTHORIZATION: 'token', JWT_CLOCK_TOLERANCE: 'x' }).jwt).toBeUndefined()
  })

  test.each([
    [{ JWT_ISSUER: 'login.example.com' }, 'JWT_ISSUER is "login.example.com", but must be https'],
    [{ JWT_ISSUER: 'http://login.example.com' }, 'JWT_ISSUER'],
    [{ JWT_ISSUER: 'http://localhost.example.com' }, 'JWT_ISSUER'],
    [{ JWT_ISSUER: 'http://10.0.0.1' }, 'JWT_ISSUER'],
    [{ JWT_ISSUER: 'https://user:password@login.example.com' }, 'JWT_ISSUER is "https://…@login.example.com"'],
    [{ JWT_ISSUER: 'https://login.example.com?x=1' }, 'JWT_ISSUER'],
    [{ JWT_ISSUER: 'https://login.example.com#x' }, 'JWT_ISSUER'],
    [{ JWT_ISSUER: 'file:///etc' }, 'JWT_ISSUER'],
    [{ JWT_SCOPES: 'mcp:call mcp:read' }, 'JWT_SCOPES holds "mcp:call mcp:read"'],
    [{ JWT_SCOPES: 'a"b' }, 'JWT_SCOPES'],
    [{ JWT_CLOCK_TOLERANCE: '301' }, 'JWT_CLOCK_TOLERANCE is "301", but must be whole seconds from 0 to 300'],
    [{ JWT_CLOCK_TOLERANCE: '-1' }, 'JWT_CLOCK_TOLERANCE'],
    [{ JWT_CLOCK_TOLERANCE: '1.5' }, 'JWT_CLOCK_TOLERANCE'],
  ])('%j is refused by name', (env, message) => {
    expect(() => readConfig({ ...jwt, ...env })).toThrow(ConfigError)
    expect(() => readConfig({ ...jwt, ...env })).toThrow(message)
  })
})
