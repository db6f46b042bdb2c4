import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { accessLogFormat } from './access-log-format.ts'
import { createApiLogRole } from './api-log.ts'
import type { StackConfig } from './config/config.ts'
import { createLogGroup } from './functions.ts'
import type { Scope } from './scope.ts'

export interface StageArgs {
  api: aws.apigateway.RestApi
  deployment: aws.apigateway.Deployment
  stageName: string
  /** What must be there before a request comes. */
  permissions: aws.lambda.Permission[]
}

/** The stage: its deployment, its logs, its limits, and the web ACL before it. */
export function createStage(scope: Scope, args: StageArgs, config: StackConfig) {
  const { name, parent } = scope
  const { api, deployment, stageName, permissions } = args
  const accessLog = createLogGroup(scope, 'access', config)
  const logRole = config.apiLogRole === 'create' ? [createApiLogRole(scope)] : []
  const stage = new aws.apigateway.Stage(
    name,
    {
      restApi: api.id,
      deployment: deployment.id,
      stageName,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: accessLog.arn, format: JSON.stringify(accessLogFormat) },
      tags: { stack: name },
    },
    { parent, dependsOn: [...permissions, ...logRole, createExecutionLog(scope, args, config)] },
  )
  createSettings(scope, stage, config)
  if (config.webAclArn !== undefined) {
    new aws.wafv2.WebAclAssociation(name, { resourceArn: stage.arn, webAclArn: config.webAclArn }, { parent })
  }
  return { stage, accessLog }
}

/** API Gateway makes this group by itself, and keeps it for ever, unless it is there already. */
function createExecutionLog({ name, parent }: Scope, { api, stageName }: StageArgs, { logRetentionDays }: StackConfig) {
  return new aws.cloudwatch.LogGroup(
    `${name}-execution`,
    {
      name: pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
      retentionInDays: logRetentionDays,
    },
    { parent },
  )
}

function createSettings({ name, parent }: Scope, stage: aws.apigateway.Stage, { throttle }: StackConfig): void {
  new aws.apigateway.MethodSettings(
    name,
    {
      restApi: stage.restApi,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: {
        metricsEnabled: false, // Per method, at a price; the alarms watch the whole stage, which is free.
        loggingLevel: 'ERROR',
        dataTraceEnabled: false, // It would log tokens and arguments.
        throttlingRateLimit: throttle.rate,
        throttlingBurstLimit: throttle.burst,
      },
    },
    { parent },
  )
}
