import type { Permissions, Target } from '../statement.ts'
import { api } from './api.ts'
import { domain } from './domain.ts'
import { functions } from './functions.ts'
import { identity } from './identity.ts'
import { images } from './images.ts'
import { logs } from './logs.ts'
import { release } from './release.ts'
import { state } from './state.ts'

/**
 * What the roles of a stack may do, by topic: a policy for each, as AWS allows 6,144 characters in one, and ten to a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 *
 * Which actions take which resources: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const permissions = (target: Target): Record<string, Permissions> => ({
  state: state(target),
  images: images(target),
  functions: functions(target),
  identity: identity(target),
  api: api(target),
  domain: domain(target),
  logs: logs(target),
  release: release(target),
})
