import * as aws from '@pulumi/aws'
import { createRole } from './role.ts'
import type { Scope } from './scope.ts'

/**
 * The role by which API Gateway writes logs: a setting of the whole account and region, without which it refuses a stage
 * that logs. Retained, as other APIs log by it too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function createApiLogRole(scope: Scope): aws.apigateway.Account {
  const { name, parent } = scope
  const retained = { parent, retainOnDelete: true }
  const role = createRole(scope, 'api-log', 'apigateway.amazonaws.com', retained)
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-api-log`,
    { role: role.name, policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs' },
    retained,
  )
  return new aws.apigateway.Account(name, { cloudwatchRoleArn: role.arn }, { ...retained, dependsOn: [attachment] })
}
