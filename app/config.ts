import { type JwtConfig, readJwtConfig } from './auth/jwt-config.ts'
import { commaList } from './comma-list.ts'
import { ConfigError } from './config-error.ts'
import { requestBounds } from './middleware/request-bounds.ts'

/** What the environment says, parsed. docs/environment.md lists the variables. */
export interface Config {
  /** `HOST`: the address that the local server listens on. Default `127.0.0.1`. */
  host: string
  /** `PORT`: 0 to 65535; 0 lets the system choose. Default 3000. */
  port: number
  /** `AUTHORIZATION`: `none` (default), `token` or `jwt`. */
  authorization: 'none' | 'token' | 'jwt'
  /** `TOKEN_DIGESTS`: SHA-256 of each good token, hex, separated by commas. Default: none is good. */
  tokenDigests: string[]
  /** The variables of `AUTHORIZATION=jwt`; undefined without it, and without `JWT_ISSUER`. */
  jwt: JwtConfig | undefined
  /** `ALLOWED_ORIGINS`: origins of browser pages that may call, separated by commas; undefined when unset. */
  allowedOrigins: string[] | undefined
  /** `STATE_KEYS`: one or two keys for questions to the user, 64 hexadecimal digits each. Default: none. */
  stateKeys: string[]
  /** `STAGE`: the name of the deployment, as `server://about` shows it. Default `local`. */
  stage: string
  /** `MAX_REQUEST_VALUES`: keys and values that a request's body may hold. Default 10,000. */
  maxValues: number
  /** `MAX_REQUEST_DEPTH`: how deep it may be nested. Default 64. */
  maxDepth: number
  /** `LOG_LEVEL`: `debug`, `info` (default), `warn` or `error`. */
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** How a log line is written: for a person, or for CloudWatch in its text or its JSON format. */
  logFormat: 'line' | 'json' | 'object'
}

type Environment = Record<string, string | undefined>

let current: Config | undefined

/** The configuration of this process, parsed when it is first asked for, never while a module loads. */
export function config(): Config {
  current ??= readConfig(process.env)
  return current
}

/**
 * Parses an environment. An empty variable counts as unset.
 *
 * @throws {ConfigError} for the first variable that breaks its rule
 */
export function readConfig(env: Environment): Config {
  const authorization = oneOf('AUTHORIZATION', env.AUTHORIZATION || 'none', ['none', 'token', 'jwt'], 'none')
  return {
    host: env.HOST || '127.0.0.1',
    port: port(env.PORT || '3000'),
    authorization,
    tokenDigests: commaList(env.TOKEN_DIGESTS).map(digest),
    jwt: authorization === 'jwt' ? readJwtConfig(env) : undefined,
    allowedOrigins: env.ALLOWED_ORIGINS ? commaList(env.ALLOWED_ORIGINS).map(origin) : undefined,
    stateKeys: stateKeys(env.STATE_KEYS),
    stage: env.STAGE || 'local',
    maxValues: atLeastOne('MAX_REQUEST_VALUES', env.MAX_REQUEST_VALUES, requestBounds.maxValues),
    maxDepth: atLeastOne('MAX_REQUEST_DEPTH', env.MAX_REQUEST_DEPTH, requestBounds.maxDepth),
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL?.toLowerCase() || 'info', ['debug', 'info', 'warn', 'error'], 'info'),
    logFormat: logFormat(env),
  }
}

function port(value: string): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number > 65535) {
    throw new ConfigError(`PORT is "${value}", but must be a whole number from 0 to 65535. Example: PORT=3000`)
  }
  return number
}

function atLeastOne(name: string, value: string | undefined, byDefault: number): number {
  if (!value) return byDefault
  if (!/^\d{1,9}$/.test(value) || Number(value) === 0) {
    throw new ConfigError(`${name} is "${value}", but must be a whole number from 1. Unset it for ${byDefault}.`)
  }
  return Number(value)
}

function oneOf<const Value extends string>(name: string, value: string, allowed: Value[], unset: Value): Value {
  const found = allowed.find(item => item === value)
  if (found === undefined) {
    throw new ConfigError(`${name} is "${value}", but must be one of ${allowed.join(', ')}. Unset it for "${unset}".`)
  }
  return found
}

function digest(value: string, index: number): string {
  // The value stays out of the message: where a digest is expected, people paste the token itself.
  if (!/^[0-9a-f]{64}$/i.test(value)) {
    throw new ConfigError(
      `TOKEN_DIGESTS: entry ${index + 1} is not a SHA-256 digest, which has 64 hexadecimal digits. ` +
        `Put digests there, never tokens: printf %s TOKEN | sha256sum`,
    )
  }
  return value.toLowerCase()
}

/** Two, so that one can take the place of the other while questions are open: the first signs, both verify. */
function stateKeys(value: string | undefined): string[] {
  const keys = commaList(value)
  const wrong = keys.findIndex(key => !/^[0-9a-f]{64}$/i.test(key))
  if (wrong >= 0 || keys.length > 2) {
    const found = wrong >= 0 ? `entry ${wrong + 1} is not such a key` : `there are ${keys.length} entries`
    throw new ConfigError(
      `STATE_KEYS must be one or two keys of 64 hexadecimal digits, separated by a comma, but ${found}. ` +
        'Make one: openssl rand -hex 32',
    )
  }
  return keys
}

function origin(value: string): string {
  if (!URL.canParse(value) || new URL(value).origin !== value) {
    throw new ConfigError(
      `ALLOWED_ORIGINS holds "${value}", which is not an origin: scheme, host and, if there is one, port. Example: https://app.example.com`,
    )
  }
  return value
}

// Lambda sets both: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
function logFormat(env: Environment): Config['logFormat'] {
  if (!env.AWS_LAMBDA_FUNCTION_NAME) return 'line'
  return env.AWS_LAMBDA_LOG_FORMAT === 'JSON' ? 'object' : 'json'
}
