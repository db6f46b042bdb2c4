import { type Context, iamArn, type Operations, type Owner, of, on } from './call.ts'

const iam = of('iam')

export function identityCalls({ name }: Owner): Record<string, Operations> {
  const role = iamArn(`role/${name}-server-1234567`)
  const bounded: Context = { 'iam:PermissionsBoundary': iamArn(`policy/github/${name}-boundary`) }
  const forCodeDeploy: Context = {
    'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited',
  }
  const policies = iam('ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies')
  return {
    'aws:iam/role:Role': {
      source: 'iam/role.go', // What is inline and what is attached it reads and takes away, whoever has put it there.
      create: [...on(role, iam('CreateRole'), bounded), ...on(role, iam('TagRole'))],
      read: on(role, [...iam('GetRole', 'ListRoleTags'), ...policies]),
      update: [
        ...on(role, iam('UpdateRole', 'UpdateRoleDescription', 'TagRole', 'UntagRole')),
        ...on(role, iam('PutRolePermissionsBoundary'), bounded),
      ],
      delete: [
        ...on(role, [...iam('ListInstanceProfilesForRole'), ...policies]),
        ...on(role, iam('DetachRolePolicy'), { ...bounded, ...forCodeDeploy }),
        ...on(role, iam('DeleteRolePolicy'), bounded),
        ...on(role, iam('DeleteRole')),
      ],
      // Whom it trusts, and that it has a boundary: bootstrap/permissions/identity.ts.
      withheld: [
        ...on(role, iam('UpdateAssumeRolePolicy')),
        ...on(role, iam('DeleteRolePermissionsBoundary'), bounded),
      ],
    },
    'aws:iam/rolePolicy:RolePolicy': {
      source: 'iam/role_policy.go',
      create: on(role, iam('PutRolePolicy'), bounded),
      read: on(role, iam('GetRolePolicy')),
      update: on(role, iam('PutRolePolicy'), bounded),
      delete: on(role, iam('DeleteRolePolicy'), bounded),
    },
    'aws:iam/rolePolicyAttachment:RolePolicyAttachment': {
      source: 'iam/role_policy_attachment.go',
      create: on(role, iam('AttachRolePolicy'), { ...bounded, ...forCodeDeploy }),
      read: on(role, iam('ListAttachedRolePolicies')),
      delete: on(role, iam('DetachRolePolicy'), { ...bounded, ...forCodeDeploy }),
    },
  }
}
