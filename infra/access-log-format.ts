/**
 * What the stage logs of a request, as one line of JSON. Plain values: whoever imitates the stage reads it too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogFormat = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integration.latency',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  authorizerError: '$context.authorizer.error',
  principal: '$context.authorizer.principalId',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  trace: '$context.xrayTraceId',
}
