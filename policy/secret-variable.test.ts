import { expect, it } from 'vitest'
import { isSecret } from './secret-variable.ts'

const digest = 'ab'.repeat(32)

it.each([
  ['GITHUB_TOKEN', 'ghp_abc'],
  ['apiKey', 'sk-abc'],
  ['DB_PASSWORD', '123456'],
  ['SIGNING_KEY', digest],
  ['STATE_KEYS', 'my-secret-key'],
  ['MY_STATE_KEYS', digest],
  ['TOKEN_DIGESTS', 'my-secret-token'],
  ['TOKEN_DIGESTS', `${digest},my-secret-token`],
  ['CLIENT', 'AKIAIOSFODNN7EXAMPLE'],
  ['CERTIFICATE', '-----BEGIN PRIVATE KEY-----\nMII…'],
])('takes %s=%s for a secret', (name, value) => {
  expect(isSecret(name, value)).toBe(true)
})

it.each([
  ['STATE_KEYS', digest],
  ['STATE_KEYS', `${digest},${digest}`],
  ['TOKEN_DIGESTS', ''],
  ['TOKEN_DIGESTS', digest],
  ['TOKEN_DIGESTS', `${digest}, ${digest}`],
  ['API_KEY', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:reports-key-AbCdEf'],
  ['DB_SECRET_NAME', 'prod/reports'],
  ['OAUTH_TOKEN_URL', 'https://issuer.example.com/token'],
  ['MAX_TOKENS', '4096'],
  ['REQUIRE_PASSWORD', 'true'],
  ['TOKENIZER', 'cl100k'],
  ['LOG_LEVEL', 'debug'],
])('lets %s=%s be', (name, value) => {
  expect(isSecret(name, value)).toBe(false)
})
