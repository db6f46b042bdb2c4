import { expect, test } from 'vitest'
import { compilePolicy, type Decision, policySchema } from './policy.ts'

const api = 'arn:aws:execute-api:eu-central-1:123456789012:abc'
const post = `${api}/dev/POST/mcp`

const decide = (arn: string, ...Statement: unknown[]) =>
  compilePolicy(policySchema.parse({ Version: '2012-10-17', Statement }))(arn)

const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({
  Effect,
  Action,
  Resource,
})

// Resources as in the examples of
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
test.each<[resource: string, arn: string, expected: Decision]>([
  [post, post, 'allow'],
  [`${api}/dev/*`, post, 'allow'],
  [`${api}/*/POST/mcp`, post, 'allow'],
  [`${api}/dev/*/mcp`, post, 'allow'],
  [`${api}/*`, post, 'allow'],
  ['arn:aws:execute-api:*:*:*', post, 'allow'],
  ['arn:aws:execute-api:*:*:*/dev/*', post, 'allow'],
  ['*', post, 'allow'],
  [`${api}/dev/P?ST/mcp`, post, 'allow'],
  [`${api}/dev/POST/mc??`, post, 'implicit deny'],
  [`${api}/dev/GET/mcp`, post, 'implicit deny'],
  [`${api}/qas/*`, post, 'implicit deny'],
  [`${api}/dev`, post, 'implicit deny'],
  [`${api}/dev/POST/mc`, post, 'implicit deny'],
  [`${api}/dev/POST/MCP`, post, 'implicit deny'],
  // A dot is a dot, and no regular expression gets in.
  [`${api}/dev/GET/.well-known/*`, `${api}/dev/GET/.well-known/a`, 'allow'],
  [`${api}/dev/GET/.well-known/*`, `${api}/dev/GET/xwell-known/a`, 'implicit deny'],
  [`${api}/dev/(GET|POST)/mcp`, post, 'implicit deny'],
])('a permission for %s asked about %s: %s', (resource, arn, expected) => {
  expect(decide(arn, statement('Allow', resource))).toBe(expected)
})

test.each<[action: unknown, expected: Decision]>([
  ['execute-api:Invoke', 'allow'],
  ['execute-api:invoke', 'allow'],
  ['execute-api:*', 'allow'],
  ['*', 'allow'],
  [['execute-api:InvalidateCache', 'execute-api:Invoke'], 'allow'],
  ['execute-api:InvalidateCache', 'implicit deny'],
  ['lambda:*', 'implicit deny'],
])('a permission to %s: %s', (action, expected) => {
  expect(decide(post, statement('Allow', '*', action))).toBe(expected)
})

test('a denial wins in any order, and only where it fits', () => {
  const [allow, deny] = [statement('Allow', '*'), statement('Deny', post)]
  expect(decide(post, allow, deny)).toBe('explicit deny')
  expect(decide(post, deny, allow)).toBe('explicit deny')
  expect(decide(`${api}/dev/GET/mcp`, deny, allow)).toBe('allow')
})

test('nothing is allowed without a statement, and one statement needs no list', () => {
  expect(decide(post)).toBe('implicit deny')
  expect(compilePolicy(policySchema.parse({ Statement: statement('Allow', [post, '*']) }))(post)).toBe('allow')
})

test.each([
  ['a condition', { ...statement('Allow', '*'), Condition: { IpAddress: {} } }],
  ['a negated element', { Effect: 'Allow', Action: '*', NotResource: '*' }],
  ['another effect', statement('Maybe', '*')],
  ['no resource', { Effect: 'Allow', Action: '*' }],
  ['a resource of more than 512 characters', statement('Allow', 'a'.repeat(513))],
])('a policy with %s is refused', (_what, unfit) => {
  expect(policySchema.safeParse({ Statement: [unfit] }).success).toBe(false)
})

test('for every way to cut an ARN, a star in the place of any part of it fits', () => {
  for (let from = 0; from <= post.length; from += 3) {
    for (let to = from; to <= post.length; to += 5) {
      expect(decide(post, statement('Allow', `${post.slice(0, from)}*${post.slice(to)}`))).toBe('allow')
      expect(decide(`${post}x`, statement('Allow', `${post.slice(0, from)}*${post.slice(to)}`))).toBe(
        to === post.length ? 'allow' : 'implicit deny',
      )
    }
  }
})
