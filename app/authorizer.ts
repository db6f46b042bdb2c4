import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { config } from './config.ts'
import { type Identity, toAuthorizerContext } from './identity.ts'
import { verifyToken } from './token.ts'

/**
 * The TOKEN authorizer of a REST API. Without configuration it accepts nothing.
 *
 * @throws {Error} with exactly the text `Unauthorized`, which API Gateway turns into 401; any other error would be a 500.
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const identity = verifyToken(event.authorizationToken, config().tokenDigests)
  if (identity === undefined) throw new Error('Unauthorized')
  return allow(identity, event.methodArn)
}

/**
 * Allows every route of the stage: API Gateway caches the answer per token, and a policy for the one method asked for
 * would deny the next one.
 */
function allow(identity: Identity, methodArn: string): APIGatewayAuthorizerResult {
  const [api, stage] = methodArn.split('/')
  return {
    principalId: identity.principal,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
    context: toAuthorizerContext(identity),
  }
}
