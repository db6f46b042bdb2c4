import { type Context, type Kind, type Package, Refused } from '../kind.ts'
import { UNKNOWN, type Values } from '../wire.ts'
import { account, partOf, regionOf } from './account.ts'
import { apiGateway } from './api-gateway.ts'
import { domain } from './domain.ts'
import { ecr, ecrFunctions } from './ecr.ts'
import { iam } from './iam.ts'
import { lambda } from './lambda.ts'
import { observability } from './observability.ts'
import { release } from './release.ts'
import { storage } from './storage.ts'

// The AWS provider, as far as this repository uses it. What it is to do is read from its source, that of the Terraform
// provider under it: https://github.com/hashicorp/terraform-provider-aws. The paths in these files are in its
// internal/service/.

const kinds: Record<string, Kind> = {
  ...lambda,
  ...apiGateway,
  ...ecr,
  ...iam,
  ...observability,
  ...release,
  ...domain,
  ...storage,
}

export const aws: Package = {
  kinds,
  // https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfbridge/provider.go, `Configure`
  acceptsSecrets: false,
  configure({ config }: Context) {
    config.region ??= process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
    if (!config.region)
      throw new Refused('region', 'Missing region information: pulumi config set aws:region us-west-2')
  },
  /** The longest names: `validName` and the like in each resource's schema. */
  autoname(type) {
    if (type === 'aws:s3/bucket:Bucket') return { property: 'bucket', longest: 63 }
    return { property: 'name', longest: longestName[type] ?? 255 }
  },
  /** `tags_all` is the provider's default tags under the resource's own: internal/provider/tags_interceptor.go */
  common(inputs, context) {
    const defaults = (partOf(context.config.defaultTags)?.tags ?? {}) as Values
    const own = inputs.tags !== UNKNOWN ? (inputs.tags as Values | undefined) : {}
    return { region: regionOf(context, inputs), tagsAll: { ...defaults, ...own } }
  },
  arn({ type, config }, physical) {
    const [, module = '', kind = ''] = type.split(':')
    return `arn:aws:${module.split('/')[0]}:${config.region}:${account}:${kind.toLowerCase()}/${physical}`
  },
  functions: {
    'aws:index/getRegion:getRegion': (_args, { config }) => ({
      id: config.region,
      name: config.region,
      region: config.region,
    }),
    'aws:index/getCallerIdentity:getCallerIdentity': () => ({ id: account, accountId: account }),
    'aws:route53/getZone:getZone': ({ name }) => ({
      name,
      zoneId: `Z${String(name).replace(/\W/g, '').toUpperCase()}`,
    }),
    ...ecrFunctions,
  },
}

const longestName: Record<string, number> = {
  'aws:lambda/function:Function': 64, // lambda/validate.go
  'aws:iam/role:Role': 64, // iam/role.go, `roleNameMaxLen`
  'aws:iam/policy:Policy': 128,
  'aws:iam/rolePolicy:RolePolicy': 128,
  'aws:sns/topic:Topic': 256,
}
