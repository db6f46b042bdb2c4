import * as aws from '@pulumi/aws'
import { trust } from './functions.ts'
import type { Scope } from './scope.ts'

/**
 * The role by which API Gateway writes logs: a setting of the whole account and region, without which it refuses a stage
 * that logs. Retained, as other APIs log by it too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function createApiLogRole({ name, parent }: Scope): aws.apigateway.Account {
  const retained = { parent, retainOnDelete: true }
  const role = new aws.iam.Role(`${name}-api-log`, { assumeRolePolicy: trust('apigateway.amazonaws.com') }, retained)
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-api-log`,
    { role: role.name, policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs' },
    retained,
  )
  return new aws.apigateway.Account(name, { cloudwatchRoleArn: role.arn }, { ...retained, dependsOn: [attachment] })
}
