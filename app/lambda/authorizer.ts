import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { bearerToken } from '../auth/bearer-token.ts'
import { type Identity, missingScopes, toAuthorizerContext } from '../auth/identity.ts'
import { createVerifier } from '../auth/verifiers/create-verifier.ts'
import type { Verifier } from '../auth/verifiers/verifier.ts'
import { config } from '../config.ts'
import { createLog } from '../log.ts'
import { parseMethodArn } from './method-arn.ts'

let verifier: Promise<Verifier> | undefined

/**
 * The TOKEN authorizer of a REST API. Without configuration it accepts nothing.
 *
 * @returns Allow for a good token; Deny, which API Gateway turns into 403, for a good one without a scope that every call
 *   needs
 * @throws {Error} with exactly the text `Unauthorized`, which API Gateway turns into 401; any other error is a 500 there,
 *   and in the function's log with its reason.
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const token = bearerToken(event.authorizationToken)
  if (token === undefined) throw new Error('Unauthorized')

  const settings = config()
  verifier ??= createVerifier(settings)
  const verify = await verifier
  const { endpoint, routes } = parseMethodArn(event.methodArn)
  const verdict = await verify(token, endpoint)
  if ('refused' in verdict) {
    createLog(settings).info('token refused', { reason: verdict.refused })
    throw new Error('Unauthorized')
  }
  const missing = missingScopes(verdict.identity, settings.jwt?.scopes)
  return policy(missing.length === 0 ? 'Allow' : 'Deny', verdict.identity, routes)
}

/**
 * Holds for every route of the stage: API Gateway caches the answer per token, and a policy for the one method asked for
 * would deny the next one.
 */
function policy(Effect: 'Allow' | 'Deny', identity: Identity, routes: string): APIGatewayAuthorizerResult {
  return {
    principalId: identity.principal,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: routes }],
    },
    context: toAuthorizerContext(identity),
  }
}
