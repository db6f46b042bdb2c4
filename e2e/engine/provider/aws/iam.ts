import { type Kind, Refused, type Resource } from '../kind.ts'
import { account } from './account.ts'

const role = ({ inputs }: Resource) => `arn:aws:iam::${account}:role${inputs.path ?? '/'}${inputs.name}`
const policy = ({ inputs }: Resource) => `arn:aws:iam::${account}:policy${inputs.path ?? '/'}${inputs.name}`
const inRole = ['aws:iam/rolePolicy:RolePolicy', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment']

export const iam: Record<string, Kind> = {
  // iam/role.go
  'aws:iam/role:Role': {
    taken: 'EntityAlreadyExists: Role already exists',
    replaces: ['name', 'namePrefix', 'path'],
    id: ({ inputs }) => String(inputs.name),
    check({ assumeRolePolicy }) {
      isDocument('assumeRolePolicy', assumeRolePolicy)
    },
    outputs: resource => ({
      arn: role(resource),
      uniqueId: `AROA${resource.hex.slice(0, 17).toUpperCase()}`,
      managedPolicyArns: [],
    }),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    create({ inputs: { permissionsBoundary: boundary }, cloud }) {
      if (boundary !== undefined && !cloud.find('aws:iam/policy:Policy', String(boundary)))
        throw new Error(`NoSuchEntity: Scope ARN: ${boundary} does not exist or is not attachable.`)
    },
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
    delete({ id }, { cloud }) {
      if (inRole.some(type => cloud.ofType(type).some(({ state }) => state.role === id)))
        throw new Error('DeleteConflict: Cannot delete entity, must delete policies first.')
    },
  },
  // iam/role_policy.go
  'aws:iam/rolePolicy:RolePolicy': {
    replaces: ['role', 'name'],
    id: ({ inputs }) => `${inputs.role}:${inputs.name}`,
    check: ({ policy }) => isDocument('policy', policy),
  },
  // iam/role_policy_attachment.go: all ForceNew; the same twice is one.
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': {
    replaces: 'all',
    deleteBeforeReplace: true,
    id: ({ inputs }) => `${inputs.role}/${inputs.policyArn}`,
  },
  // iam/policy.go
  'aws:iam/policy:Policy': {
    taken: 'EntityAlreadyExists: A policy called that already exists',
    replaces: ['name', 'path', 'description'],
    id: policy,
    check: ({ policy }) => isDocument('policy', policy),
    outputs: resource => ({ arn: policy(resource) }),
    delete({ id }, { cloud }) {
      if (cloud.ofType('aws:iam/rolePolicyAttachment:RolePolicyAttachment').some(({ state }) => state.policyArn === id))
        throw new Error('DeleteConflict: Cannot delete a policy attached to entities.')
    },
  },
  // iam/openid_connect_provider.go
  'aws:iam/openIdConnectProvider:OpenIdConnectProvider': {
    taken: 'EntityAlreadyExists: Provider with url already exists',
    replaces: ['url'],
    id: ({ inputs }) => `arn:aws:iam::${account}:oidc-provider/${String(inputs.url).replace('https://', '')}`,
    outputs: ({ inputs }) => ({
      arn: `arn:aws:iam::${account}:oidc-provider/${String(inputs.url).replace('https://', '')}`,
      thumbprintLists: [],
    }),
  },
}

/** internal/verify/validate.go, `ValidIAMPolicyJSON`, and AWS's limits of a role's trust and inline policies. */
function isDocument(property: string, value: unknown): void {
  if (typeof value !== 'string' || !value.startsWith('{')) return // Unknown yet.
  try {
    JSON.parse(value)
  } catch {
    throw new Refused(property, `"${property}" contains an invalid JSON policy`)
  }
}
