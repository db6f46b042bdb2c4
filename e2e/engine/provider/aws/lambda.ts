import type { Cloud } from '../cloud.ts'
import { type Kind, Refused, type Resource } from '../kind.ts'
import { UNKNOWN, type Values } from '../wire.ts'
import { account, regionOf } from './account.ts'
import { imagesIn } from './ecr.ts'

const arnOf = (resource: Pick<Resource, 'config' | 'inputs'>, name: unknown) =>
  String(name).startsWith('arn:')
    ? String(name)
    : `arn:aws:lambda:${regionOf(resource, resource.inputs)}:${account}:function:${name}`

/** names/arn.go: `path/2015-03-31/functions/ARN/invocations` */
const invokeArn = (resource: Pick<Resource, 'config' | 'inputs'>, arn: string, verb = 'invocations') => {
  const api = verb === 'invocations' ? '2015-03-31' : '2021-11-15'
  return `arn:aws:apigateway:${regionOf(resource, resource.inputs)}:lambda:path/${api}/functions/${arn}/${verb}`
}

/** lambda/function.go, `needsFunctionCodeUpdate` and `needsFunctionConfigUpdate`: what makes a new version when published. */
const published = [
  ...['imageUri', 'architectures', 'sourceCodeHash', 'description', 'handler', 'fileSystemConfig', 'imageConfig'],
  ...['loggingConfig', 'memorySize', 'role', 'timeout', 'kmsKeyArn', 'layers', 'deadLetterConfig', 'snapStart'],
  ...['tracingConfig', 'vpcConfig', 'runtime', 'environment', 'ephemeralStorage'],
]

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved =
  /^(AWS_(REGION|LAMBDA_.*|ACCESS_KEY.*|SECRET_ACCESS_KEY|SESSION_TOKEN)|_HANDLER|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/

const functionKind: Kind = {
  taken: 'ResourceConflictException: Function already exist',
  replaces: ['name', 'packageType', 'region'], // lambda/function.go
  id: ({ inputs }) => String(inputs.name),
  check({ imageUri, memorySize, timeout, environment, publish }) {
    if (!imageUri) throw new Refused('imageUri', 'one of `filename,image_uri,s3_bucket` must be specified')
    inRange('memorySize', memorySize, 128, 10_240)
    inRange('timeout', timeout, 1, 900)
    if (publish !== true) throw new Refused('publish', 'this stand-in knows published functions only')
    const variables = (environment as { variables?: Values } | undefined)?.variables ?? {}
    const forbidden = Object.keys(variables).filter(name => reserved.test(name))
    if (forbidden.length > 0)
      throw new Refused(
        'environment',
        `InvalidParameterValueException: Reserved keys used in this request: ${forbidden}`,
      )
  },
  async create({ inputs, cloud }) {
    await hasImage(String(inputs.imageUri), cloud)
    const role = cloud.ofType('aws:iam/role:Role').find(({ state }) => state.arn === inputs.role)
    if (!role) throw new Error(`InvalidParameterValueException: The role ${inputs.role} does not exist`)
    const group = (inputs.loggingConfig as Values | undefined)?.logGroup
    if (group && !cloud.find('aws:cloudwatch/logGroup:LogGroup', String(group)))
      throw new Error(`InvalidParameterValueException: The log group ${group} does not exist`)
  },
  outputs: resource => {
    const arn = arnOf(resource, resource.inputs.name)
    return {
      arn,
      invokeArn: invokeArn(resource, arn),
      codeSha256: String(resource.inputs.imageUri),
      ...versioned(resource, arn, 1),
    }
  },
  async update(resource, { state, changed }) {
    const { imageUri } = resource.inputs
    if (changed.includes('imageUri') && imageUri !== UNKNOWN) await hasImage(String(imageUri), resource.cloud)
    if (!changed.some(property => published.includes(property))) return undefined
    return { codeSha256: String(imageUri), ...versioned(resource, String(state.arn), Number(state.version) + 1) }
  },
}

/** https://docs.aws.amazon.com/lambda/latest/dg/images-create.html */
async function hasImage(uri: string, cloud: Cloud): Promise<void> {
  const [, repository = '', digest = ''] = /^[^/]+\/([^@]+)@(sha256:.+)$/.exec(uri) ?? []
  const images = await imagesIn(repository, { cloud })
  if (!images.some(({ imageDigest }) => imageDigest === digest))
    throw new Error(`InvalidParameterValueException: Source image ${uri} does not exist. Provide a valid source image.`)
}

function versioned(resource: Resource, arn: string, version: number): Values {
  return {
    version: String(version),
    lastModified: new Date().toISOString(),
    qualifiedArn: `${arn}:${version}`,
    qualifiedInvokeArn: invokeArn(resource, `${arn}:${version}`),
    responseStreamingInvokeArn: invokeArn(resource, arn, 'response-streaming-invocations'),
  }
}

function inRange(property: string, value: unknown, least: number, most: number): void {
  if (value === undefined || value === UNKNOWN || (Number(value) >= least && Number(value) <= most)) return
  throw new Refused(property, `expected ${property} to be in the range (${least} - ${most}), got ${value}`)
}

export const lambda: Record<string, Kind> = {
  'aws:lambda/function:Function': functionKind,
  // lambda/alias.go
  'aws:lambda/alias:Alias': {
    taken: 'ResourceConflictException: Alias already exists',
    replaces: ['name', 'functionName'],
    id: ({ inputs, config }) => `${arnOf({ config, inputs }, inputs.functionName)}:${inputs.name}`,
    outputs: resource => {
      const arn = `${arnOf(resource, resource.inputs.functionName)}:${resource.inputs.name}`
      return { arn, invokeArn: invokeArn(resource, arn) }
    },
  },
  // lambda/permission.go: every argument is ForceNew.
  'aws:lambda/permission:Permission': {
    replaces: 'all',
    id: ({ hex }) => `pulumi-${hex.slice(0, 26)}`,
    outputs: ({ hex }) => ({ statementId: `pulumi-${hex.slice(0, 26)}` }),
  },
  // lambda/provisioned_concurrency_config.go
  'aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig': {
    replaces: ['functionName', 'qualifier'],
    id: ({ inputs }) => `${inputs.functionName},${inputs.qualifier}`,
  },
}
