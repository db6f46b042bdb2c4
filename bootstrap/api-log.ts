import * as aws from '@pulumi/aws'

/**
 * The role by which API Gateway writes logs: one setting for all APIs of the account and region, so no stack should own
 * it. Retained, as other APIs log by it too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function createApiLogRole(): void {
  const retained = { retainOnDelete: true }
  const assumeRolePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  })
  const role = new aws.iam.Role('api-log', { assumeRolePolicy }, retained)
  const attachment = new aws.iam.RolePolicyAttachment(
    'api-log',
    { role: role.name, policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs' },
    retained,
  )
  new aws.apigateway.Account('api-log', { cloudwatchRoleArn: role.arn }, { ...retained, dependsOn: [attachment] })
}
