import { boundaryArn, nameOf, type Permissions, type Target } from '../statement.ts'

/**
 * The roles of the functions, and of CodeDeploy. API Gateway's log role belongs to the account, not to a stack.
 *
 * A role that is made or given rights has the stack's boundary, so what it can come to is known. Whom a role trusts AWS
 * knows no condition on: so `UpdateAssumeRolePolicy`, which would open a role that exists, is not among these.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function identity(target: Target): Permissions {
  const own = `arn:aws:iam::${target.account}:role/${nameOf(target)}-*` as const
  const bounded = { 'iam:PermissionsBoundary': boundaryArn(target) }
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
        reason: 'Create roles of this stack within its boundary, and say what they may do',
        actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
        resources: [own],
        condition: { ArnEquals: bounded },
      },
      {
        reason: "Of AWS's own policies, attach the one for CodeDeploy only",
        actions: ['iam:AttachRolePolicy'],
        resources: [own],
        condition: { ArnEquals: { ...bounded, ...forCodeDeploy } },
      },
      {
        reason: 'Describe, tag and delete them, and take away what they may do',
        actions: [
          'iam:DeleteRole',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
          'iam:TagRole',
          'iam:UntagRole',
          'iam:DeleteRolePolicy',
        ],
        resources: [own],
      },
      {
        reason: 'Take that policy away again',
        actions: ['iam:DetachRolePolicy'],
        resources: [own],
        condition: { ArnEquals: forCodeDeploy },
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

const forCodeDeploy = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited' }
