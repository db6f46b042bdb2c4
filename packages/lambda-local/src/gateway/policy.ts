import * as z from 'zod'

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item)]).transform(value => [value].flat())

/**
 * An IAM policy as an authorizer returns it. Strict: conditions and negated elements are not evaluated here, and a policy
 * must not mean more on one machine than it does on AWS.
 */
export const policySchema = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Action: oneOrMore(z.string()),
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
      Resource: oneOrMore(z.string().max(512, 'must be at most 512 characters')),
    }),
  ),
})

export type Policy = z.output<typeof policySchema>
export type Decision = 'allow' | 'explicit deny' | 'implicit deny'

/**
 * Compiles a policy into a test of whether a method, given as its ARN, may be invoked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function compilePolicy({ Statement }: Policy): (methodArn: string) => Decision {
  const statements = Statement.filter(({ Action }) => Action.some(isInvoke)).map(({ Effect, Resource }) => ({
    effect: Effect,
    resources: Resource.map(resource => wildcard(resource)),
  }))
  const says = (effect: 'Allow' | 'Deny', arn: string) =>
    statements.some(statement => statement.effect === effect && statement.resources.some(fits => fits.test(arn)))
  return arn => {
    if (says('Deny', arn)) return 'explicit deny'
    return says('Allow', arn) ? 'allow' : 'implicit deny'
  }
}

/** Names of actions have no case. */
const isInvoke = (action: string) => wildcard(action, 'i').test('execute-api:Invoke')

/** `*` is any text, slashes and colons included; `?` is any one character. */
function wildcard(pattern: string, flags = ''): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const source = literal.replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, `s${flags}`)
}
