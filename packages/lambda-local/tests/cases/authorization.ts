import type { Difference } from './difference.ts'
import { pages, type Source } from './pages.ts'

/** One request to the deployed document, and what has to come back over HTTP. Nothing here depends on who serves it. */
export interface AuthorizationCase {
  name: string
  source: Source
  /** Default: POST. */
  method?: string
  /** Below the stage. Default: `/mcp`. */
  path?: string
  headers: [name: string, value: string][]
  status: number
  /** Parts of the answer's headers, names in lower case; undefined: it must not be there. */
  answer?: Record<string, string | undefined>
  /** Part of the answer's JSON. */
  body?: object
  /** How often the authorizer must have been asked. Default: once. */
  asked?: number
  ministack?: Difference<Pick<AuthorizationCase, 'status' | 'answer' | 'body'>>
}

const bearer = (token: string): [string, string][] => [['Authorization', `Bearer ${token}`]]
const challenge = {
  'www-authenticate': 'Bearer',
  'access-control-allow-origin': '*',
  'content-type': 'application/json',
}
const noChallenge = { 'www-authenticate': undefined, 'access-control-allow-origin': '*' }
const message = (text: string | null) => ({ jsonrpc: '2.0', id: null, error: { code: -32000, message: text } })

/**
 * The authorizer that the cases are written for: the token says what it does. Without imports, so that it may run as a
 * function of its own. It is called with the TOKEN event, and may throw.
 */
export function authorizeByToken({ authorizationToken, methodArn }: Record<string, unknown>): unknown {
  const token = String(authorizationToken).replace(/^bearer +/i, '')
  const [api, stage] = String(methodArn).split('/')
  const statement = (Effect: string, Resource: string) => ({ Effect, Action: 'execute-api:Invoke', Resource })
  const policy = (...Statement: object[]) => ({
    principalId: 'somebody',
    policyDocument: { Version: '2012-10-17', Statement },
    context: { text: 'word', number: 7, boolean: true },
  })
  const all = `${api}/${stage}/*`
  switch (token) {
    case 'allow':
      return policy(statement('Allow', all))
    case 'allow-method':
      return policy(statement('Allow', String(methodArn)))
    case 'allow-wildcards':
      return policy(statement('Allow', `arn:aws:execute-api:*:*:*/${stage}/P?ST/m*`))
    case 'allow-other-method':
      return policy(statement('Allow', `${api}/${stage}/DELETE/mcp`))
    case 'deny':
      return policy(statement('Deny', all))
    case 'allow-and-deny':
      return policy(statement('Allow', all), statement('Deny', `${api}/*/POST/*`))
    case 'nested-context':
      return { ...policy(statement('Allow', all)), context: { nested: { a: 1 } } }
    case 'no-policy':
      return { isAuthorized: true }
    case 'crash':
      throw new Error('The database of tokens is away.')
    default:
      throw new Error('Unauthorized')
  }
}

/** What a caller without a right to call gets, and what one with it does not. */
export const authorizationCases: AuthorizationCase[] = [
  {
    name: 'no token at all: a challenge, without a call of the authorizer',
    source: pages.authorizerInput,
    headers: [],
    status: 401,
    answer: { ...challenge, 'x-amzn-errortype': 'UnauthorizedException' },
    body: message('Unauthorized'),
    asked: 0,
  },
  { name: 'an empty token', source: pages.authorizerInput, headers: [['Authorization', '']], status: 401, asked: 0 },
  {
    name: 'another scheme: refused by the validation expression',
    source: pages.authorizerInput,
    headers: [['Authorization', 'Basic YTpi']],
    status: 401,
    answer: challenge,
    asked: 0,
  },
  {
    name: 'a scheme without a token',
    source: pages.authorizerInput,
    headers: [['Authorization', 'Bearer']],
    status: 401,
    asked: 0,
  },
  {
    name: 'an expression that only the beginning of the header matches',
    source: 'unverified',
    headers: bearer('allow, Bearer allow'),
    status: 401,
    asked: 0,
  },
  {
    name: 'the authorizer throws "Unauthorized"',
    source: pages.authorizer,
    headers: bearer('unknown'),
    status: 401,
    answer: challenge,
    body: message('Unauthorized'),
  },
  { name: 'a policy for the whole stage', source: pages.authorizer, headers: bearer('allow'), status: 200 },
  {
    name: "the header's name in another case",
    source: 'unverified',
    headers: [['authorization', 'Bearer allow']],
    status: 200,
  },
  { name: 'a policy for this method', source: pages.authorizerOutput, headers: bearer('allow-method'), status: 200 },
  { name: 'a policy with wildcards', source: pages.policies, headers: bearer('allow-wildcards'), status: 200 },
  {
    name: 'a policy that denies',
    source: pages.denied,
    headers: bearer('deny'),
    status: 403,
    answer: { ...noChallenge, 'x-amzn-errortype': 'AccessDeniedException' },
    body: message('User is not authorized to access this resource with an explicit deny'),
    ministack: {
      differs: {
        body: message(
          'User is not authorized to access this resource with an explicit deny in an identity-based policy',
        ),
      },
      page: pages.denied,
    },
  },
  {
    name: 'a policy that allows another method',
    source: pages.denied,
    headers: bearer('allow-other-method'),
    status: 403,
    answer: noChallenge,
    body: message('User is not authorized to access this resource'),
  },
  { name: 'a denial beside a permission', source: pages.policies, headers: bearer('allow-and-deny'), status: 403 },
  {
    name: 'the authorizer throws anything else',
    source: pages.authorizer,
    headers: bearer('crash'),
    status: 500,
    answer: noChallenge,
    body: message(null),
  },
  {
    name: 'the authorizer returns no policy',
    source: pages.authorizerOutput,
    headers: bearer('no-policy'),
    status: 500,
  },
  {
    name: 'the authorizer returns a nested context',
    source: pages.authorizerFailed,
    headers: bearer('nested-context'),
    status: 500,
    answer: { ...noChallenge, 'x-amzn-errortype': 'AuthorizerConfigurationException' },
    body: message(null),
    ministack: {
      differs: { status: 200, answer: {}, body: { requestContext: { authorizer: { principalId: 'somebody' } } } },
      page: pages.authorizerOutput,
    },
  },
  {
    name: 'a mock that asks for no token',
    source: pages.mock,
    method: 'GET',
    path: '/healthz',
    headers: [],
    status: 200,
    body: { status: 'ok' },
    asked: 0,
  },
  {
    name: 'a preflight, which has no token',
    source: pages.mock,
    method: 'OPTIONS',
    headers: [['Origin', 'https://page.example']],
    status: 204,
    answer: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' },
    asked: 0,
  },
]
