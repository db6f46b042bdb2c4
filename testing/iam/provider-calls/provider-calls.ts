import type { Call } from '../allows.ts'
import { apiCalls } from './api.ts'
import { arn, type Operations, type Owner, of, on } from './call.ts'
import { domainCalls } from './domain.ts'
import { functionCalls } from './functions.ts'
import { identityCalls } from './identity.ts'
import { imageCalls } from './images.ts'
import { observabilityCalls } from './observability.ts'
import { releaseCalls } from './release.ts'

/**
 * For tests: what AWS's provider calls for each type of resource that the main program registers, on the resource that a
 * stack has of it, with the conditions that AWS tells of the call. That a role may make them is one thing, that they suffice
 * only AWS can tell.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function providerCalls(owner: Owner): Record<string, Operations> {
  return {
    ...apiCalls(owner),
    ...domainCalls(owner),
    ...functionCalls(owner),
    ...identityCalls(owner),
    ...imageCalls(owner),
    ...observabilityCalls(owner),
    ...releaseCalls(owner),
  }
}

/** What a question of the program's asks, by the function's name in `@pulumi/aws`. Who one is, AWS tells everybody. */
export function invokeCalls({ name }: Owner): Record<string, Call[]> {
  const own = arn('ecr', `repository/${name}`)
  const zone = 'arn:aws:route53:::hostedzone/Z1'
  return {
    getRegion: [],
    getCallerIdentity: [],
    'ecr.getAuthorizationToken': on('*', ['ecr:GetAuthorizationToken']),
    'ecr.getRepositories': on(arn('ecr', 'repository/*'), ['ecr:DescribeRepositories']),
    'ecr.getImages': on(own, ['ecr:ListImages', 'ecr:DescribeImages']),
    'route53.getZone': [
      ...on('*', ['route53:ListHostedZones']),
      ...on(zone, of('route53')('GetHostedZone', 'ListTagsForResource')),
    ],
  }
}
