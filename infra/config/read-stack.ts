import { createHash } from 'node:crypto'
import * as pulumi from '@pulumi/pulumi'
import { tokenSyntax } from '../../app/auth/token-syntax.ts'
import type { StackConfig } from './config.ts'
import { ConfigError, parseConfig } from './parse-config.ts'

export interface Stack {
  name: string
  config: StackConfig
  /** SHA-256 of each token, in hex: what AWS gets to know of the tokens. A secret in the state all the same. */
  tokenDigests: pulumi.Output<string[]>
}

/**
 * Reads the stack's configuration, under the fixed namespace `mcp:`, so that a renamed project keeps it.
 *
 * @throws {pulumi.RunError} with every mistake at once, which Pulumi prints without a stack trace
 */
export function readStack(): Stack {
  const name = pulumi.getStack()
  const tokens = readTokens(name)
  const encrypted = isSecret('mcp:tokens')
  try {
    const facts = tokens.map(token => ({ length: token.length, sendable: sendable.test(token), encrypted }))
    return {
      name,
      config: parseConfig(name, pulumi.runtime.allConfig(), facts, pulumi.getProject()),
      tokenDigests: pulumi.secret(tokens.map(token => createHash('sha256').update(token).digest('hex'))),
    }
  } catch (error) {
    if (error instanceof ConfigError) throw new pulumi.RunError(error.message)
    throw error
  }
}

const sendable = new RegExp(`^${tokenSyntax}$`)

/** The tokens in clear stay in this file: their lengths and digests leave it. */
function readTokens(stack: string): string[] {
  const text = pulumi.runtime.getConfig('mcp:tokens')
  if (text === undefined) return []
  try {
    const tokens: unknown = JSON.parse(text)
    if (Array.isArray(tokens) && tokens.every(token => typeof token === 'string')) return tokens
  } catch {}
  throw new pulumi.RunError(
    `The configuration of the stack "${stack}" cannot be used:\n  - mcp:tokens must be a list of secrets. ` +
      `Remove it: npx pulumi config rm mcp:tokens. Set it: npx pulumi config set --path --secret "mcp:tokens[0]"`,
  )
}

/**
 * Exported by the SDK, but for its own use.
 *
 * @throws {pulumi.RunError} when an SDK no longer has it: a token in clear must not pass for a secret
 */
function isSecret(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean }
  if (isConfigSecret !== undefined) return isConfigSecret(key)
  throw new pulumi.RunError(
    `This version of @pulumi/pulumi does not tell whether ${key} is a secret, so it cannot be deployed with. ` +
      'Install the one that package.json names: npm ci',
  )
}
