import * as z from 'zod'
import type { Invocation, LambdaFunction } from '../function.ts'
import { partitionOf } from '../region.ts'
import type { Context } from './context.ts'
import type { TokenScheme } from './document.ts'
import type { Exchange } from './exchange.ts'
import { failures, GatewayError } from './gateway-error.ts'
import { lastValue } from './headers.ts'
import { compilePolicy, policySchema } from './policy.ts'
import { createTtlCache } from './ttl-cache.ts'

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
const output = z.object({
  principalId: z.string(),
  policyDocument: policySchema.transform(compilePolicy),
  context: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()], 'must be a string, a number or a boolean'))
    .default({})
    .transform(values => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))),
})

type Verdict = z.output<typeof output>

/** Lets a request pass, or throws. */
export type Authorize = (exchange: Pick<Exchange, 'request' | 'context'>) => Promise<void>

/**
 * Creates a TOKEN authorizer: it asks the function what a token may do, keeps the answer, and holds every method against it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function createAuthorizer(scheme: TokenScheme, fn: LambdaFunction, clock: () => number): Authorize {
  const settings = scheme['x-amazon-apigateway-authorizer']
  // Of the whole token: that Java's `matches` is meant, and not `find`, is unverified.
  const expression = new RegExp(`^(?:${settings.identityValidationExpression ?? '.*'})$`)
  const cache = createTtlCache<Verdict>(settings.authorizerResultTtlInSeconds * 1000, clock)

  return async ({ request, context }) => {
    const token = lastValue(request.headers, scheme.name)
    if (!token || !expression.test(token)) {
      context.authorizerError = 'Unauthorized'
      throw new GatewayError(failures.unauthorized, `${scheme.name} has no token that the validation lets pass.`)
    }
    const startedAt = performance.now()
    const methodArn = arnOf(context, request.path)
    const kept = cache.get(token)
    const verdict = kept ?? (await ask(fn, { type: 'TOKEN', authorizationToken: token, methodArn }, context))
    if (kept === undefined) cache.set(token, verdict)
    const latencyMs = kept === undefined ? Math.round(performance.now() - startedAt) : 0
    context.authorizer = { principalId: verdict.principalId, values: verdict.context, latencyMs }
    const decision = verdict.policyDocument(methodArn)
    if (decision === 'explicit deny') throw new GatewayError(failures.explicitDeny, `The policy denies ${methodArn}.`)
    if (decision === 'implicit deny') {
      throw new GatewayError(failures.implicitDeny, `The policy does not allow ${methodArn}.`)
    }
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html */
function arnOf({ region, accountId, apiId, stage, httpMethod }: Context, path: string): string {
  return `arn:${partitionOf(region)}:execute-api:${region}:${accountId}:${apiId}/${stage}/${httpMethod}${path}`
}

/** No time limit but Lambda's own: that of the integration is not the authorizer's. */
async function ask(fn: LambdaFunction, event: object, context: Context): Promise<Verdict> {
  try {
    return readVerdict(await fn.invoke(event))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    context.authorizerError = reason
    throw error instanceof GatewayError ? error : new GatewayError(failures.authorizerFailed, reason)
  }
}

function readVerdict({ payload, functionError }: Invocation): Verdict {
  const given: unknown = JSON.parse(payload.toString())
  if (functionError !== undefined) {
    const { errorMessage } = given as { errorMessage?: string }
    if (errorMessage === 'Unauthorized') throw new GatewayError(failures.unauthorized, errorMessage)
    throw new Error(`The authorizer failed: ${errorMessage}`)
  }
  const { data, error } = output.safeParse(given)
  if (data !== undefined) return data
  throw new Error(`The authorizer's answer cannot be used:\n${z.prettifyError(error)}`)
}
