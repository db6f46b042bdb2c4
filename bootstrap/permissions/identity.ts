import { nameOf, type Permissions, type Target } from '../statement.ts'

/** The roles of the functions, and of CodeDeploy. API Gateway's log role belongs to the account, not to a stack. */
export function identity(target: Target): Permissions {
  const own = `arn:aws:iam::${target.account}:role/${nameOf(target)}-*` as const
  return {
    read: [
      {
        reason: 'Roles, their policies, and before a deletion whatever else they are used in',
        actions: [
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListRolePolicies',
          'iam:ListAttachedRolePolicies',
          'iam:ListInstanceProfilesForRole',
          'iam:ListRoleTags',
        ],
        resources: [own],
      },
    ],
    write: [
      {
        reason: 'Create, change and delete roles of this stack, and what they may do',
        actions: [
          'iam:CreateRole',
          'iam:DeleteRole',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
          'iam:UpdateAssumeRolePolicy',
          'iam:TagRole',
          'iam:UntagRole',
          'iam:PutRolePolicy',
          'iam:DeleteRolePolicy',
        ],
        resources: [own],
      },
      {
        reason: "Of AWS's own policies, attach the one for CodeDeploy only",
        actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
        resources: [own],
        condition: {
          ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited' },
        },
      },
      {
        reason: 'Hand them over to the services that they are for',
        actions: ['iam:PassRole'],
        resources: [own],
        condition: { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'codedeploy.amazonaws.com'] } },
      },
      {
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
        reason: 'API Gateway makes a role of its own with the first API or domain of an account',
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [
          `arn:aws:iam::${target.account}:role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway`,
        ],
        condition: { StringEquals: { 'iam:AWSServiceName': 'ops.apigateway.amazonaws.com' } },
      },
    ],
  }
}
