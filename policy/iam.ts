import * as aws from '@pulumi/aws'
import { type Policies, type ReportViolation, type ResourceValidation, validateResourceOfType } from '@pulumi/policy'

// https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
interface Statement {
  Effect: 'Allow' | 'Deny'
  Action?: string | string[]
  NotAction?: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
  Principal?: string | Record<string, string | string[]>
  NotPrincipal?: unknown
}

/**
 * Actions that know no resources: what our programs use of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const withoutResource = [
  'acm:RequestCertificate',
  'codedeploy:StopDeployment',
  'ecr:GetAuthorizationToken',
  'logs:DescribeLogGroups',
  'route53:ListHostedZones',
  'sns:GetSubscriptionAttributes',
  'sns:SetSubscriptionAttributes',
  'sns:Unsubscribe',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
]

/** The services that run what a stack deploys. */
const trusted = ['lambda.amazonaws.com', 'apigateway.amazonaws.com', 'codedeploy.amazonaws.com']

export const iam: Policies = [
  {
    name: 'IAM.1-IAM.21-CKV_AWS_63-named-actions',
    description: 'A policy names each action that it allows.',
    enforcementLevel: 'mandatory',
    validateResource: inIdentityPolicies(({ Action, NotAction }, report) => {
      if (NotAction !== undefined) report('NotAction allows all actions but some: use Action.')
      for (const action of list(Action)) {
        if (/[*?]/.test(action)) report(`It allows ${action}: name the actions.`)
      }
    }),
  },
  {
    name: 'CKV_AWS_355-named-resources',
    description: 'A policy names the resources that it is about.',
    enforcementLevel: 'mandatory',
    validateResource: inIdentityPolicies(({ Action, Resource, NotResource }, report) => {
      if (NotResource !== undefined) report('NotResource means all resources but some: use Resource.')
      const actions = list(Action).filter(action => !withoutResource.includes(action))
      if (actions.length > 0 && list(Resource).includes('*')) report(`It allows ${actions.join(', ')} on *: name ARNs.`)
    }),
  },
  {
    // A wildcard, or no condition at all, lets other people's workflows in.
    // https://docs.github.com/en/actions/reference/security/oidc#aws
    name: 'CKV_AWS_358-CKV_AWS_393-oidc-subject',
    description: 'A role trusts exact subjects of an OpenID Connect provider, with a token made for AWS.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.iam.Role, ({ assumeRolePolicy }, _, report) => {
      for (const { Action, Condition } of allowed(assumeRolePolicy)) {
        if (!list(Action).some(action => /^(\*|sts:(\*|AssumeRoleWithWebIdentity))$/i.test(action))) continue
        // No other operator is as strict: StringLike knows wildcards, and ForAllValues holds if the claim is missing.
        const claims = Object.entries(Condition?.StringEquals ?? {})
        const claim = (name: string) => claims.filter(([key]) => key.endsWith(`:${name}`)).flatMap(([, value]) => value)
        const [subjects, audiences] = [claim('sub'), claim('aud')]
        if (subjects.length === 0) report('Add the condition StringEquals on PROVIDER:sub.')
        for (const subject of subjects) {
          if (/[*?]/.test(subject)) report(`The subject is ${subject}: name it without a wildcard.`)
        }
        if (audiences.join() !== 'sts.amazonaws.com') report('Let StringEquals on PROVIDER:aud be sts.amazonaws.com.')
      }
    }),
  },
  {
    // Who may take on a role has all of its rights: in a stack that is a service, which runs what was deployed.
    name: 'IAM-trusted-services',
    description: 'A role trusts Lambda, API Gateway or CodeDeploy, or exact subjects of an OpenID Connect provider.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.iam.Role, ({ assumeRolePolicy }, _, report) => {
      for (const { Principal, NotPrincipal } of allowed(assumeRolePolicy)) {
        if (NotPrincipal !== undefined) report('NotPrincipal trusts everybody but some: use Principal.')
        const whom: Record<string, string | string[] | undefined> =
          typeof Principal === 'object' ? Principal : { anybody: Principal }
        const { Service, Federated: _subjects, ...others } = whom
        const strangers = [
          ...list(Service).filter(service => !trusted.includes(service)),
          ...Object.values(others).flatMap(list),
        ]
        for (const stranger of strangers) report(`It trusts ${stranger}: name ${trusted.join(', ')} instead.`)
      }
    }),
  },
]

/** Checks every statement that allows something, wherever a policy of an identity's can stand. */
function inIdentityPolicies(check: (statement: Statement, report: ReportViolation) => void): ResourceValidation[] {
  const checkAll = (policy: string | object, report: ReportViolation) => {
    for (const statement of allowed(policy)) check(statement, report)
  }
  return [
    validateResourceOfType(aws.iam.RolePolicy, ({ policy }, _, report) => checkAll(policy, report)),
    validateResourceOfType(aws.iam.Policy, ({ policy }, _, report) => checkAll(policy, report)),
    validateResourceOfType(aws.iam.Role, ({ inlinePolicies = [] }, _, report) => {
      for (const { policy } of inlinePolicies) if (policy !== undefined) checkAll(policy, report)
    }),
  ]
}

/** The statements that allow something, of a document as text or not. */
function allowed(policy: string | object): Statement[] {
  const document = (typeof policy === 'string' ? JSON.parse(policy) : policy) as { Statement: Statement | Statement[] }
  return [document.Statement].flat().filter(({ Effect }) => Effect === 'Allow')
}

function list(value: string | string[] = []): string[] {
  return [value].flat()
}
