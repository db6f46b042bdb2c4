import { describe, expect, test } from 'vitest'
import { baseImage } from '../image/base-image.ts'
import { parseConfig } from './parse-config.ts'

const dev = { 'aws:region': 'ap-southeast-2', 'mcp:authorization': 'none' }
const prod = { 'mcp:environment': 'production', 'mcp:authorization': 'token' }
const issuer = 'https://login.example.com'
const jwt = (section: object | undefined) => ({
  ...prod,
  'mcp:authorization': 'jwt',
  ...(section && { 'mcp:jwt': JSON.stringify(section) }),
})
const token = { length: 64, sendable: true, encrypted: true }

test('the least there is gives every default', () => {
  expect(parseConfig('dev', dev)).toEqual({
    environment: 'development',
    authorization: 'none',
    tokens: [],
    allowPublic: false,
    stateKey: 1,
    lambda: {
      memorySize: 1024,
      timeout: 20,
      architecture: 'x86_64',
      environment: {},
      logLevel: 'info',
      snapshot: true,
    },
    throttle: { rate: 50, burst: 100 },
    streaming: false,
    release: 'direct',
    logRetentionDays: 30,
    apiLogRole: 'create',
    baseImage,
    protect: false,
  })
})

test('an object that sets one key keeps the defaults of the others', () => {
  expect(parseConfig('dev', { ...dev, 'mcp:throttle': '{"rate":10}' }).throttle).toEqual({ rate: 10, burst: 100 })
})

test('numbers and booleans may be text, as pulumi config set writes them', () => {
  const { logRetentionDays, protect } = parseConfig('dev', {
    ...dev,
    'mcp:logRetentionDays': '7',
    'mcp:protect': 'true',
  })
  expect({ logRetentionDays, protect }).toEqual({ logRetentionDays: 7, protect: true })
})

test('every mistake is reported in one go, and none with a stack trace', () => {
  const values = {
    'mpc:authorization': 'none',
    'mcp:autorization': 'none',
    'mcp:lambda': '{"memorySize":64,"timout":3}',
    'mcp:throttle': '{"rate":"fast"}',
  }
  expect(() => parseConfig('my.stack', values)).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration of the stack "my.stack" cannot be used:
      - The project "mcp" and the stack "my.stack" name the API's stage my.stack, which must be of letters, digits, - and _. Choose another name for the stack.
      - The project "mcp" and the stack "my.stack" name a function mcp-my.stack-authorizer-1234567, which must be of letters, digits, - and _. Choose another name for the stack.
      - The project "mcp" and the stack "my.stack" name the topic of the alarms mcp-my.stack-alarms-1234567, which must be of letters, digits, - and _. Choose another name for the stack.
      - mpc:authorization is not in a known namespace. Did you mean mcp:authorization? Remove it: npx pulumi config rm --path "mpc:authorization"
      - mcp:authorization must be set, to none or token or jwt. Set it: npx pulumi config set --path "mcp:authorization" VALUE
      - mcp:lambda.memorySize is 64, but must be at least 128. Set it: npx pulumi config set --path "mcp:lambda.memorySize" VALUE
      - mcp:lambda.timout is not a known key. Did you mean mcp:lambda.timeout? Remove it: npx pulumi config rm --path "mcp:lambda.timout"
      - mcp:throttle.rate is fast, but must be of type number. Set it: npx pulumi config set --path "mcp:throttle.rate" VALUE
      - mcp:autorization is not a known key. Did you mean mcp:authorization? Remove it: npx pulumi config rm --path "mcp:autorization"]
  `)
})

describe('one message each, with key, value, rule and remedy:', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'no configuration',
      {},
      /mcp:authorization must be set, to none or token or jwt\. Set it: npx pulumi config set --path "mcp:authorization" VALUE/,
    ],
    ['a wrong type', { ...dev, 'mcp:protect': '1' }, /mcp:protect is 1, but must be of type boolean/],
    [
      'a bound exceeded',
      { ...dev, 'mcp:lambda': '{"timeout":901}' },
      /mcp:lambda\.timeout is 901, but must be at most 900/,
    ],
    [
      'a timeout beyond what API Gateway waits for a whole answer',
      { ...dev, 'mcp:lambda': '{"timeout":30}' },
      /mcp:lambda\.timeout must be at most 29, not 30, without "mcp:streaming: true" beside it/,
    ],
    ['no integer', { ...dev, 'mcp:lambda': '{"timeout":2.5}' }, /mcp:lambda\.timeout is 2\.5, but must be of type int/],
    [
      'an unknown key',
      { ...dev, 'mcp:alarmMail': 'x' },
      /mcp:alarmMail is not a known key\. Did you mean mcp:alarmEmail\? Remove it: npx pulumi config rm/,
    ],
    [
      'an unknown key inside',
      { ...dev, 'mcp:lambda': '{"memory":1}' },
      /mcp:lambda\.memory is not a known key\. Did you mean mcp:lambda\.memorySize\?/,
    ],
    [
      'an unknown namespace',
      { ...dev, 'serverless-mcp:protect': 'true' },
      /serverless-mcp:protect is not in a known namespace\. Did you mean \w+:protect\?/,
    ],
    ['an unknown value', { ...dev, 'mcp:release': 'slow' }, /mcp:release is slow, but must be direct or canary/],
    [
      'a retention that CloudWatch does not have',
      { ...dev, 'mcp:logRetentionDays': '10' },
      /mcp:logRetentionDays is 10, but must be one of the values/,
    ],
    [
      'an image without digest',
      { ...dev, 'mcp:imageUri': 'repository:latest' },
      /mcp:imageUri is repository:latest, but must be pinned by digest/,
    ],
    [
      'a web ACL that is none',
      { ...dev, 'mcp:webAclArn': 'edge' },
      /mcp:webAclArn is edge, but must be the ARN of a regional WAFv2 web ACL/,
    ],
    [
      'a boundary that is no policy',
      { ...dev, 'mcp:permissionsBoundary': 'dev' },
      /mcp:permissionsBoundary is dev, but must be the ARN of a policy of the account/,
    ],
    [
      'a log role of its own beside the boundary of an account that has one',
      { ...dev, 'mcp:permissionsBoundary': 'arn:aws:iam::123456789012:policy/github/serverless-mcp-dev-boundary' },
      /mcp:apiLogRole must be "existing" with mcp:permissionsBoundary/,
    ],
    [
      'an address that is none',
      { ...dev, 'mcp:alarmEmail': 'ops' },
      /mcp:alarmEmail is ops, but must be a valid email/,
    ],
    [
      'an origin with a path',
      { ...dev, 'mcp:allowedOrigins': '["https://a.example/"]' },
      /mcp:allowedOrigins\[0\] is https:\/\/a\.example\/, but must be scheme, host and port only/,
    ],
    ['no origin at all', { ...dev, 'mcp:allowedOrigins': '[]' }, /mcp:allowedOrigins must not be empty/],
    [
      'a domain without its zone',
      { ...dev, 'mcp:domain': '{"name":"mcp.example.com"}' },
      /mcp:domain\.zone must be set/,
    ],
    [
      'a domain outside of its zone',
      { ...dev, 'mcp:domain': '{"name":"mcp.example.com","zone":"ample.com"}' },
      /mcp:domain\.name must lie in mcp:domain\.zone, ample\.com/,
    ],
    [
      'provisioned above reserved',
      { ...dev, 'mcp:lambda': '{"reservedConcurrency":1,"provisionedConcurrency":2}' },
      /mcp:lambda\.provisionedConcurrency must be at most mcp:lambda\.reservedConcurrency, 1/,
    ],
    [
      'provisioned with canary',
      { ...dev, 'mcp:release': 'canary', 'mcp:lambda': '{"provisionedConcurrency":2}' },
      /mcp:lambda\.provisionedConcurrency must be absent with mcp:release "canary"/,
    ],
    [
      'a variable of ours',
      { ...dev, 'mcp:lambda': '{"environment":{"STAGE":"x"}}' },
      /mcp:lambda\.environment\.STAGE must have another name/,
    ],
    [
      'a variable that is no name',
      { ...dev, 'mcp:lambda': '{"environment":{"MY-TABLE":"x"}}' },
      /mcp:lambda\.environment\.MY-TABLE is MY-TABLE, but must have names of letters, digits and _/,
    ],
    [
      'production without authorization',
      { ...prod, 'mcp:authorization': 'none' },
      /mcp:authorization must be "token" or "jwt" in production, or have "mcp:allowPublic: true" beside it/,
    ],
    [
      'no issuer where its tokens are asked for',
      jwt(undefined),
      /mcp:jwt\.issuer must be set, as mcp:authorization is "jwt"\. Set it: npx pulumi config set --path "mcp:jwt\.issuer" VALUE/,
    ],
    [
      'an issuer that nothing asks for',
      { ...jwt({ issuer }), 'mcp:authorization': 'none' },
      /mcp:jwt must be absent while mcp:authorization is "none".*Remove it: npx pulumi config rm --path "mcp:jwt"/,
    ],
    ['a section without its issuer', jwt({ scopes: ['a'] }), /mcp:jwt\.issuer must be set\./],
    [
      'an issuer that anybody between could answer for',
      jwt({ issuer: 'http://localhost:3001' }),
      /mcp:jwt\.issuer is http:\/\/localhost:3001, but must be an https URL/,
    ],
    [
      'an issuer with a password, which is not repeated',
      jwt({ issuer: 'https://me:hunter2@login.example.com' }),
      /mcp:jwt\.issuer is https:\/\/…@login\.example\.com, but must be an https URL without user/,
    ],
    ['an issuer with a query', jwt({ issuer: `${issuer}?a` }), /mcp:jwt\.issuer is .*, but must be an https URL/],
    [
      'an issuer that is code to Velocity',
      jwt({ issuer: `${issuer}/$x` }),
      /mcp:jwt\.issuer is .*, but must be an https/,
    ],
    [
      'two scopes in one',
      jwt({ issuer, scopes: ['a,b'] }),
      /mcp:jwt\.scopes\[0\] is a,b, but must be a scope without quotes/,
    ],
    ['a scope that would end a header', jwt({ issuer, scopes: ["a'"] }), /mcp:jwt\.scopes\[0\] is a', but must be/],
    [
      'a scope to ask for that Velocity would run',
      jwt({ issuer, clientScopes: ['$a'] }),
      /mcp:jwt\.clientScopes\[0\] is \$a, but must be a scope/,
    ],
    [
      'two claims in one',
      jwt({ issuer, claims: ['a b'] }),
      /mcp:jwt\.claims\[0\] is a b, but must be the name of a claim/,
    ],
    [
      'a tolerance of hours',
      jwt({ issuer, clockTolerance: 301 }),
      /mcp:jwt\.clockTolerance is 301, but must be at most 300/,
    ],
    [
      'an unknown key of the issuer',
      jwt({ issuer, aud: 'x' }),
      /mcp:jwt\.aud is not a known key\. Did you mean mcp:jwt\.\w+/,
    ],
    [
      "a variable of the authorizer's",
      { ...dev, 'mcp:lambda': '{"environment":{"JWT_ISSUER":"x"}}' },
      /mcp:lambda\.environment\.JWT_ISSUER must have another name/,
    ],
    [
      'no token where one is asked for',
      prod,
      /mcp:tokens must hold a token.*npx pulumi config set --path --secret "mcp:tokens\[0\]"/,
    ],
  ])('%s', (_case, values, message) => {
    expect(() => parseConfig('dev', values)).toThrow(message)
  })

  test.each([
    [
      'a short token in production',
      { length: 31, sendable: true, encrypted: true },
      /mcp:tokens\[0\] must have at least 32 characters in production/,
    ],
    ['an empty token', { length: 0, sendable: false, encrypted: true }, /mcp:tokens\[0\] must not be empty/],
    [
      'a token with a blank',
      { length: 64, sendable: false, encrypted: true },
      /mcp:tokens\[0\] must be of letters, digits/,
    ],
    ['a token in clear', { length: 64, sendable: true, encrypted: false }, /mcp:tokens\[0\] must be a secret/],
  ])('%s', (_case, given, message) => {
    expect(() => parseConfig('prod', prod, [given])).toThrow(message)
  })

  test('tokens that protect nothing', () => {
    expect(() => parseConfig('dev', dev, [token])).toThrow(
      /mcp:tokens must be absent while mcp:authorization is "none".*Remove it: npx pulumi config rm --path "mcp:tokens"/,
    )
    expect(() => parseConfig('prod', jwt({ issuer }), [token])).toThrow(/while mcp:authorization is "jwt"/)
  })
})

test('production may be public where that is said', () => {
  const values = { ...prod, 'mcp:authorization': 'none', 'mcp:allowPublic': 'true' }
  expect(parseConfig('prod', values)).toMatchObject({ environment: 'production', authorization: 'none' })
})

test('an issuer is enough to take its tokens, in production too', () => {
  expect(parseConfig('prod', jwt({ issuer })).jwt).toEqual({ issuer, scopes: [], clockTolerance: 5, claims: [] })
})

test('an issuer may end in a slash, and be known by scopes of any namespace', () => {
  const section = { issuer: `${issuer}/tenant/`, audience: 'api://mcp', scopes: ['api://mcp/call', 'reports:read'] }
  expect(parseConfig('prod', jwt(section)).jwt).toMatchObject(section)
})

test('a stream may take a quarter of an hour', () => {
  const values = { ...dev, 'mcp:streaming': 'true', 'mcp:lambda': '{"timeout":900}' }
  expect(parseConfig('dev', values)).toMatchObject({ streaming: true, lambda: { timeout: 900 } })
})

test('a short token is good enough for development', () => {
  expect(
    parseConfig('dev', { 'mcp:authorization': 'token' }, [{ length: 17, sendable: true, encrypted: true }]).tokens,
  ).toHaveLength(1)
})

describe('a variable for the tools', () => {
  const withVariable = (name: string) => ({ ...dev, 'mcp:lambda': JSON.stringify({ environment: { [name]: 'x' } }) })

  test.each(['LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR', 'AWS_REGION', 'AWS_SESSION_TOKEN', 'AWS_LAMBDA_RUNTIME_API'])(
    'must not be %s, which Lambda sets',
    name => {
      const message = `mcp:lambda.environment.${name} must have another name: Lambda sets this one itself`
      expect(() => parseConfig('dev', withVariable(name))).toThrow(message)
    },
  )

  test.each(['TZ', 'NODE_OPTIONS', 'AWS_XRAY_CONTEXT_MISSING', 'AWS_NODEJS_CONNECTION_REUSE_ENABLED'])(
    'may be %s, which Lambda takes',
    name => expect(parseConfig('dev', withVariable(name)).lambda.environment).toEqual({ [name]: 'x' }),
  )
})
