import * as pulumi from '@pulumi/pulumi'
import { expect, test, vi } from 'vitest'
import { readStack } from './read-stack.ts'

vi.mock('@pulumi/pulumi', async original => {
  const sdk = await original<typeof pulumi>()
  return { ...sdk, runtime: { ...sdk.runtime, isConfigSecret: undefined } }
})

test('an SDK that does not tell whether a token is a secret is refused, and not taken at its word', async () => {
  await pulumi.runtime.setMocks(
    { call: () => ({}), newResource: () => ({ id: '', state: {} }) },
    'project',
    'dev',
    false,
  )
  const config = { 'mcp:authorization': 'token', 'mcp:tokens': '["a-token-in-clear-0123456789abcdef"]' }
  ;(pulumi.runtime.setAllConfig as (values: object, secrets: string[]) => void)(config, [])
  expect(readStack).toThrow('does not tell whether mcp:tokens is a secret')
  expect(readStack).toThrow('npm ci')
})
