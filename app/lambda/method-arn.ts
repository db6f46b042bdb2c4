/** What the ARN of a method says of the API that was called. */
export interface CalledApi {
  /** Every route of the stage: `arn:PARTITION:execute-api:REGION:ACCOUNT:API/STAGE/*`. */
  routes: string
  /** The URL of the MCP endpoint there, as its `execute-api` address has it. */
  endpoint: string
}

/**
 * Parses the `methodArn` of an authorizer's event.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function parseMethodArn(methodArn: string): CalledApi {
  // The path at the end is the caller's, and may have colons of its own.
  const [, partition, , region, , resource = ''] = methodArn.split(':')
  const [apiId, stage] = resource.split('/')
  const [api] = methodArn.split('/')
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return {
    routes: `${api}/${stage}/*`,
    endpoint: `https://${apiId}.execute-api.${region}.${suffix}/${stage}/mcp`,
  }
}
