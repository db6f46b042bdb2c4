import { arn, nameOf, type Permissions, type Target } from '../statement.ts'

/** CodeDeploy, with `release: canary`: what the program declares, and what `npm run release` does with it. */
export function release(target: Target): Permissions {
  const application = arn(target, 'codedeploy', `application:${nameOf(target)}`)
  const group = arn(target, 'codedeploy', `deploymentgroup:${nameOf(target)}/live`)
  return {
    read: [
      {
        reason: 'The application and its one deployment group',
        actions: ['codedeploy:GetApplication', 'codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'],
        resources: [application, group],
      },
    ],
    write: [
      {
        reason: 'Create, change and delete both',
        actions: [
          'codedeploy:CreateApplication',
          'codedeploy:UpdateApplication',
          'codedeploy:DeleteApplication',
          'codedeploy:CreateDeploymentGroup',
          'codedeploy:UpdateDeploymentGroup',
          'codedeploy:DeleteDeploymentGroup',
          'codedeploy:TagResource',
          'codedeploy:UntagResource',
        ],
        resources: [application, group],
      },
      {
        // https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html
        reason: 'Move the traffic, and watch it. The AppSpec is a revision of the application',
        actions: [
          'codedeploy:CreateDeployment',
          'codedeploy:GetDeployment',
          'codedeploy:ListDeployments',
          'codedeploy:RegisterApplicationRevision',
          'codedeploy:GetApplicationRevision',
        ],
        resources: [application, group],
      },
      {
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html
        reason: 'Stop a canary to roll back. Knows no resources',
        actions: ['codedeploy:StopDeployment'],
        resources: ['*'],
      },
      {
        reason: "A deployment reads its configuration, which is AWS's own",
        actions: ['codedeploy:GetDeploymentConfig'],
        resources: [arn(target, 'codedeploy', 'deploymentconfig:CodeDeployDefault.Lambda*')],
      },
    ],
  }
}
