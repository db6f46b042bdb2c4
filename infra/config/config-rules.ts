import { type StackConfig, schema } from './config.ts'

/** Variables that the program sets itself. */
const ownVariables = [
  'AUTHORIZATION',
  'TOKEN_DIGESTS',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'JWT_SCOPES',
  'JWT_CLAIMS',
  'JWT_CLOCK_TOLERANCE',
  'STATE_KEYS',
  'ALLOWED_ORIGINS',
  'STAGE',
  'LOG_LEVEL',
  'SNAPSHOT',
]

/**
 * And all that begin with `AWS_LAMBDA_`.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const reservedVariables = [
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]

/** In characters: 128 bits, even where they are hexadecimal digits only. */
export const productionTokenLength = 32

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const wholeAnswerSeconds = 29

type Refuse = (path: (string | number)[], message: string) => void

/** The whole of what a stack may set: each key, and what one key asks of another. */
export const checkedSchema = schema.check(({ value, issues }) => {
  const refuse = (path: (string | number)[], message: string) =>
    issues.push({ code: 'custom', input: value, path, message })
  rules(value, refuse)
})

/** The rules that need more than one key. A message goes on from the key's name: `must …`. */
function rules(stack: StackConfig, refuse: Refuse): void {
  const { lambda, domain, release, streaming } = stack
  authorizationRules(stack, refuse)
  if (domain && domain.name !== domain.zone && !domain.name.endsWith(`.${domain.zone}`)) {
    refuse(['domain', 'name'], `must lie in mcp:domain.zone, ${domain.zone}`)
  }
  if (!streaming && lambda.timeout > wholeAnswerSeconds) {
    refuse(
      ['lambda', 'timeout'],
      `must be at most ${wholeAnswerSeconds}, not ${lambda.timeout}, without "mcp:streaming: true" beside it: API Gateway waits no longer for a whole answer`,
    )
  }
  if (stack.permissionsBoundary !== undefined && stack.apiLogRole === 'create') {
    refuse(
      ['apiLogRole'],
      'must be "existing" with mcp:permissionsBoundary beside it: the log role is the account\'s, and bootstrap/ has made it',
    )
  }
  const { provisionedConcurrency: provisioned, reservedConcurrency: reserved } = lambda
  if (provisioned !== undefined && reserved !== undefined && provisioned > reserved) {
    refuse(['lambda', 'provisionedConcurrency'], `must be at most mcp:lambda.reservedConcurrency, ${reserved}`)
  }
  if (provisioned !== undefined && release === 'canary') {
    refuse(
      ['lambda', 'provisionedConcurrency'],
      'must be absent with mcp:release "canary": AWS refuses it on an alias with weights',
    )
  }
  for (const name of Object.keys(lambda.environment)) {
    if (ownVariables.includes(name))
      refuse(['lambda', 'environment', name], 'must have another name: the program sets this one itself')
    if (reservedVariables.includes(name) || name.startsWith('AWS_LAMBDA_'))
      refuse(['lambda', 'environment', name], 'must have another name: Lambda sets this one itself')
  }
}

/** Who asks for tokens has some, or an issuer; who does not has none, as it would seem to protect something. */
function authorizationRules(stack: StackConfig, refuse: Refuse): void {
  const { environment, authorization, tokens, jwt, allowPublic } = stack
  if (authorization === 'none' && environment === 'production' && !allowPublic) {
    refuse(['authorization'], 'must be "token" or "jwt" in production, or have "mcp:allowPublic: true" beside it')
  }
  if (authorization === 'token' && tokens.length === 0)
    refuse(['tokens'], 'must hold a token, as mcp:authorization is "token"')
  if (authorization !== 'token' && tokens.length > 0)
    refuse(['tokens'], `must be absent while mcp:authorization is "${authorization}", as they protect nothing`)
  if (authorization === 'jwt' && jwt === undefined)
    refuse(['jwt', 'issuer'], 'must be set, as mcp:authorization is "jwt"')
  if (authorization !== 'jwt' && jwt !== undefined)
    refuse(['jwt'], `must be absent while mcp:authorization is "${authorization}", as it protects nothing`)
  for (const [index, { length, sendable, encrypted }] of tokens.entries()) {
    if (!encrypted) refuse(['tokens', index], 'must be a secret: what stands in clear in a file is none')
    if (length === 0) refuse(['tokens', index], 'must not be empty')
    else if (!sendable)
      refuse(['tokens', index], 'must be of letters, digits and -._~+/ only, or no header can hold it')
    else if (length < productionTokenLength && environment === 'production')
      refuse(['tokens', index], `must have at least ${productionTokenLength} characters in production`)
  }
}
