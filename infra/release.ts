import * as aws from '@pulumi/aws'
import { createRole } from './role.ts'
import type { Scope } from './scope.ts'

/**
 * CodeDeploy for `release: canary`: it moves a tenth of the traffic to a new version, waits five minutes, and goes back
 * when an alarm goes off. The alias's version and weights are then its own, and Pulumi leaves them alone.
 */
export function createCanary(scope: Scope, alarms: aws.cloudwatch.MetricAlarm[]) {
  const { name, parent } = scope
  const role = createRole(scope, 'release', 'codedeploy.amazonaws.com')
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-release`,
    { role: role.name, policyArn: 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited' },
    { parent },
  )
  const application = new aws.codedeploy.Application(name, { name, computePlatform: 'Lambda' }, { parent })
  return new aws.codedeploy.DeploymentGroup(
    name,
    {
      appName: application.name,
      deploymentGroupName: 'live',
      serviceRoleArn: role.arn,
      deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      alarmConfiguration: { enabled: true, alarms: alarms.map(alarm => alarm.name) },
    },
    { parent, dependsOn: [attachment] },
  )
}
