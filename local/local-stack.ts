import { createHash, randomBytes } from 'node:crypto'
import { defaultRegion } from 'lambda-local'
import { tokenSyntax } from '../app/auth/token-syntax.ts'
import type { StackFile } from '../command-line/stack-file.ts'
import type { StackConfig, Token } from '../infra/config/config.ts'
import { regionName } from '../infra/config/names.ts'
import { ConfigError, parseConfig } from '../infra/config/parse-config.ts'

/** A stack as it runs on this machine. */
export interface LocalStack {
  name: string
  config: StackConfig
  /** `aws:region`, or what else names one, as for the AWS provider. */
  region: string
  /** Made up, where callers need one: those of the file are encrypted, and stay so. */
  token: string | undefined
  /** Other keys whose values are encrypted: what they configure is missing here. */
  encrypted: string[]
}

/**
 * Reads the content of a stack's file by the rules of its deployment.
 *
 * @param project the Pulumi project, by whose name AWS's rules are checked as well
 * @throws {ConfigError} with every mistake at once, as `pulumi up` tells them
 */
export function localStack(
  { stack, config: file }: StackFile,
  env: NodeJS.ProcessEnv = process.env,
  project?: string,
): LocalStack {
  const { 'mcp:tokens': tokens, ...rest } = file
  const encrypted: string[] = []
  const readable = Object.entries(rest).flatMap(([key, value]) => {
    const clear = withoutSecrets(value, key, encrypted)
    return clear === undefined ? [] : [[key, clear]]
  })
  const texts = readable.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
  const facts = tokenFacts(tokens, String(rest['mcp:authorization']))
  const config = parseConfig(stack, Object.fromEntries(texts), facts, project)
  const token = config.authorization === 'token' ? randomBytes(32).toString('hex') : undefined
  const region = regionOf(stack, rest['aws:region'] ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || defaultRegion))
  return { name: stack, config, region, token, encrypted }
}

function regionOf(stack: string, region: unknown): string {
  if (isSecret(region)) return defaultRegion
  if (regionName.test(String(region))) return String(region)
  throw new ConfigError(stack, [`aws:region is ${region}, but must be the name of a region. Example: ap-southeast-2`])
}

/** SHA-256 in hex: what the authorizer knows of a token. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Pulumi writes an encrypted value as `secure: …`, wherever it stands. */
function isSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'secure' in value
}

/** Leaves encrypted values out, and notes where they stand. */
function withoutSecrets(value: unknown, key: string, encrypted: string[]): unknown {
  if (isSecret(value)) {
    encrypted.push(key)
    return undefined
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => withoutSecrets(item, `${key}[${index}]`, encrypted) ?? [])
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, `${key}.${name}`, encrypted)])
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

const sendable = new RegExp(`^${tokenSyntax}$`)
const madeUp: Token = { length: 64, sendable: true, encrypted: true }

/** What the rules ask of tokens. A file without any is about to get one from `npm run deploy`. */
function tokenFacts(tokens: unknown, authorization: string): Token[] {
  const given = [tokens].flat().filter(token => token !== undefined && token !== null && token !== '')
  if (given.length === 0) return authorization === 'token' ? [madeUp] : []
  return given.map(token => {
    if (isSecret(token)) return madeUp
    const text = String(token)
    return { length: text.length, sendable: sendable.test(text), encrypted: false }
  })
}
