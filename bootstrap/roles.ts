import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import { permissions } from './permissions/permissions.ts'
import { document, nameOf, type Target } from './statement.ts'

/**
 * Apart from the roles of the stacks, which are at `/`: a deploy role may change roles named after its stack, and must
 * not get hold of itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 */
export const path = '/github/'

/** Deploys and releases the stack. */
export function createDeployRole(target: Target, trust: pulumi.Input<string>): aws.iam.Role {
  return createRole(target, 'deploy', trust, ({ preview = [], read, write }) => [...preview, ...read, ...write])
}

/** Reads what a preview of the stack asks for: no function, whose variables would stand there in clear. */
export function createPreviewRole(target: Target, trust: pulumi.Input<string>): aws.iam.Role {
  return createRole(target, 'preview', trust, ({ preview = [] }) => preview)
}

type Permissions = ReturnType<typeof permissions>[string]

function createRole(
  target: Target,
  purpose: 'deploy' | 'preview',
  trust: pulumi.Input<string>,
  select: (permissions: Permissions) => Permissions['read'],
): aws.iam.Role {
  const name = `${nameOf(target)}-${purpose}`
  const role = new aws.iam.Role(name, {
    path,
    description: `GitHub Actions: ${purpose} ${nameOf(target)}`,
    assumeRolePolicy: trust,
    maxSessionDuration: 3600,
  })
  for (const [topic, all] of Object.entries(permissions(target))) {
    const statements = select(all)
    if (statements.length === 0) continue
    const policy = new aws.iam.Policy(`${name}-${topic}`, { path, policy: document(statements) })
    new aws.iam.RolePolicyAttachment(`${name}-${topic}`, { role: role.name, policyArn: policy.arn })
  }
  return role
}
