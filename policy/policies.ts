import type { Policies } from '@pulumi/policy'
import { alarms } from './alarms.ts'
import { apiGateway } from './api-gateway.ts'
import { authorization } from './authorization.ts'
import { ecr } from './ecr.ts'
import { iam } from './iam.ts'
import { lambda } from './lambda.ts'
import { logs } from './logs.ts'

/**
 * The policy pack: `pulumi up --policy-pack policy` enforces it, and the tests run it over every shipped stack.
 *
 * A policy is named after the controls that it implements: `ECR.1` and its like are AWS's
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html), `CKV_…` Checkov's
 * (https://www.checkov.io/5.Policy%20Index/terraform.html).
 *
 * What lets somebody in or gives something away is mandatory everywhere; what only watches is so in production, and
 * advisory in development. The rules of a web ACL (CKV2_AWS_31, CKV_AWS_192) are left out: a stack may name a web ACL,
 * and never declares one.
 */
export const policies: Policies = [...authorization, ...apiGateway, ...lambda, ...ecr, ...logs, ...alarms, ...iam]
