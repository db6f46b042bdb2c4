import { describe, expect, test } from 'vitest'
import { readStackFile, type StackFile } from '../command-line/stack-file.ts'
import { localStack } from './local-stack.ts'

const stackFile = (config: Record<string, unknown>): StackFile => ({
  stack: 'dev',
  name: 'Pulumi.dev.yaml',
  config: { 'mcp:authorization': 'none', ...config },
  passphrase: false,
})

test.each([
  ['dev', undefined],
  ['qas', /^[0-9a-f]{64}$/],
  ['prod', /^[0-9a-f]{64}$/],
])('a stack such as %s can be used, with a token made up where it asks for one', (name, token) => {
  const stack = localStack(readStackFile(name, 'testing/stacks'))
  expect(stack).toMatchObject({ name, encrypted: [] })
  if (token === undefined) expect(stack.token).toBeUndefined()
  else expect(stack.token).toMatch(token)
})

test.each<[string, Record<string, unknown>, NodeJS.ProcessEnv, string]>([
  ['of its file', { 'aws:region': 'eu-west-1' }, { AWS_REGION: 'eu-north-1' }, 'eu-west-1'],
  ['of the environment', {}, { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-north-1'],
  ["of the environment's default", {}, { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-gov-east-1' }, 'us-gov-east-1'],
  ['of examples, without any', {}, {}, 'us-east-1'],
  ['of examples, where its own is encrypted', { 'aws:region': { secure: 'AAABAAi' } }, {}, 'us-east-1'],
])('a stack is in the region %s', (_which, config, env, region) => {
  expect(localStack(stackFile(config), env).region).toBe(region)
})

test.each(['eu:west-1', 'Frankfurt', 'eu-west-', 1, true])('the region %s is refused, with an example', region => {
  expect(() => localStack(stackFile({ 'aws:region': region }))).toThrow(
    `aws:region is ${region}, but must be the name of a region. Example: ap-southeast-2`,
  )
})

test('a token is made up anew each time, whatever the file has', () => {
  const file = stackFile({ 'mcp:authorization': 'token', 'mcp:tokens': [{ secure: 'AAABAAi' }, { secure: 'AAABAAj' }] })
  const [one, other] = [localStack(file), localStack(file)]
  expect(one.config.tokens).toHaveLength(2)
  expect(one.token).not.toBe(other.token)
})

test('encrypted values are left out, and named, wherever they stand', () => {
  const { config, encrypted } = localStack(
    stackFile({
      'mcp:alarmEmail': { secure: 'AAABAAi' },
      'mcp:lambda': { memorySize: 512, environment: { TABLE: 'reports', KEY: { secure: 'AAABAAi' } } },
    }),
  )
  expect(config.lambda).toMatchObject({ memorySize: 512, environment: { TABLE: 'reports' } })
  expect(config.lambda.environment).not.toHaveProperty('KEY')
  expect(config).not.toHaveProperty('alarmEmail')
  expect(encrypted).toEqual(['mcp:alarmEmail', 'mcp:lambda.environment.KEY'])
})

test('values are read as the engine hands them over: `pulumi config set` writes numbers as text', () => {
  expect(localStack(stackFile({ 'mcp:logRetentionDays': '7', 'mcp:protect': 'true' })).config).toMatchObject({
    logRetentionDays: 7,
    protect: true,
  })
})

describe('what the deployment would refuse is refused here, in the same words:', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a misspelt key', { 'mcp:lamda': {} }, /mcp:lamda is not a known key\. Did you mean mcp:lambda\?/],
    ['a foreign namespace', { 'mpc:lambda': {} }, /mpc:lambda is not in a known namespace\. Did you mean mcp:lambda\?/],
    ['a decision that is missing', { 'mcp:authorization': { secure: 'AAABAAi' } }, /mcp:authorization must be set/],
    ['a token in clear', { 'mcp:authorization': 'token', 'mcp:tokens': ['abc'] }, /mcp:tokens\[0\] must be a secret/],
    ['a token without use', { 'mcp:tokens': [{ secure: 'AAABAAi' }] }, /mcp:tokens must be absent/],
  ])('%s', (_what, config, message) => {
    expect(() => localStack(stackFile(config))).toThrow(message)
  })
})

test('no token in clear stands in an error', () => {
  const config = { 'mcp:authorization': 'token', 'mcp:tokens': ['a-token-in-clear'] }
  expect(() => localStack(stackFile(config))).toThrow(/^((?!a-token-in-clear)[\s\S])+$/)
})
