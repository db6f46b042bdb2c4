import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const digest = 'A'.repeat(64)

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    authorization: 'none',
    tokenDigests: [],
    allowedOrigins: undefined,
    stage: 'local',
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
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"'],
    [{ ALLOWED_ORIGINS: 'app.example.com' }, 'ALLOWED_ORIGINS holds "app.example.com"'],
    [{ ALLOWED_ORIGINS: 'https://app.example.com/' }, 'ALLOWED_ORIGINS holds "https://app.example.com/"'],
  ])('%j', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })

  test('a token in place of its digest does not show up in the message', () => {
    const read = () => readConfig({ TOKEN_DIGESTS: `${digest},my-secret-token` })
    expect(read).toThrow('TOKEN_DIGESTS: entry 2 is no SHA-256 digest')
    expect(read).not.toThrow('my-secret-token')
  })
})
