import * as aws from '@pulumi/aws'
import { permissions as ofTools } from '../infra/permissions.ts'
import { path } from './roles.ts'
import { arn, boundaryArn, document, nameOf, type Statement, type Target } from './statement.ts'

/**
 * What a role of the stack may do at most, whatever its own policies say: without it, who may make a role and hand it to
 * Lambda could do everything in the account. Nobody who deploys may change it.
 *
 * Of the tools it takes what `infra/permissions.ts` says at the time that an administrator runs this: a tool that comes to
 * need more works once this has been run again.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function createBoundary(target: Target): aws.iam.Policy {
  const description = `What the roles of ${nameOf(target)} may do at most`
  const name = boundaryArn(target).split('/').at(-1) ?? ''
  return new aws.iam.Policy(name, { name, path, description, policy: document(boundary(target)) })
}

/** Its statements. */
function boundary(target: Target): Statement[] {
  return [
    {
      reason: 'A function writes its log',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [arn(target, 'logs', `log-group:/${target.project}/${target.stack}/*`)],
    },
    {
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
      reason: 'A function writes traces. Know no resources',
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      resources: ['*'],
    },
    {
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
      reason: 'CodeDeploy moves the traffic of a canary',
      actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
      resources: [arn(target, 'lambda', `function:${nameOf(target)}-*`)],
    },
    {
      reason: 'CodeDeploy looks at the alarms that stop it, which are looked for in the list of all',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [arn(target, 'cloudwatch', 'alarm:*')],
    },
    ...ofTools.map(statement => ({ reason: 'What the tools may do: infra/permissions.ts', ...statement })),
  ]
}
