import { type Context, type Kind, Refused, type Resource } from '../kind.ts'
import { UNKNOWN, type Values } from '../wire.ts'
import { account, regionOf } from './account.ts'
import { imagesIn } from './ecr.ts'
import { emulate } from './emulator.ts'

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
  async create(resource) {
    const { inputs, cloud } = resource
    await hasImage(String(inputs.imageUri), resource)
    const role = cloud.ofType('aws:iam/role:Role').find(({ state }) => state.arn === inputs.role)
    if (!role) throw new Error(`InvalidParameterValueException: The role ${inputs.role} does not exist`)
    const group = (inputs.loggingConfig as Values | undefined)?.logGroup
    if (group && !cloud.find('aws:cloudwatch/logGroup:LogGroup', String(group)))
      throw new Error(`InvalidParameterValueException: The log group ${group} does not exist`)
    await lambdaApi(resource, 'POST', '', {
      ...codeOf(inputs),
      ...settingsOf(inputs),
      PackageType: 'Image',
      Publish: true,
    })
  },
  async delete({ id }, context) {
    await lambdaApi(context, 'DELETE', `/${id}`)
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
  async update(resource, { state, changed, preview }) {
    const { imageUri } = resource.inputs
    if (changed.includes('imageUri') && imageUri !== UNKNOWN) await hasImage(String(imageUri), resource)
    if (!changed.some(property => published.includes(property))) return undefined
    if (!preview) {
      const path = `/${resource.inputs.name}`
      await lambdaApi(resource, 'PUT', `${path}/configuration`, settingsOf(resource.inputs))
      await lambdaApi(resource, 'PUT', `${path}/code`, { ...codeOf(resource.inputs).Code, Publish: true })
    }
    return { codeSha256: String(imageUri), ...versioned(resource, String(state.arn), Number(state.version) + 1) }
  },
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const lambdaApi = (context: Context, method: string, path: string, body?: object) =>
  emulate('lambda', regionOf(context), `${method} /2015-03-31/functions${path}`, body)
const codeOf = ({ imageUri }: Values) => ({ Code: { ImageUri: imageUri } })
const settingsOf = ({ name, role, timeout, memorySize, imageConfig, environment }: Values) => ({
  ...{ FunctionName: name, Role: role, Timeout: timeout, MemorySize: memorySize },
  ImageConfig: { Command: (imageConfig as { commands?: string[] } | undefined)?.commands },
  Environment: { Variables: (environment as { variables?: Values } | undefined)?.variables ?? {} },
})
const aliasOf = ({ name, functionVersion }: Values) => ({ Name: name, FunctionVersion: functionVersion })

/** https://docs.aws.amazon.com/lambda/latest/dg/images-create.html */
async function hasImage(uri: string, context: Context): Promise<void> {
  const [, repository = '', digest = ''] = /^[^/]+\/([^@]+)@(sha256:.+)$/.exec(uri) ?? []
  const images = await imagesIn(repository, context)
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
    async create(resource) {
      await lambdaApi(resource, 'POST', `/${resource.inputs.functionName}/aliases`, aliasOf(resource.inputs))
    },
    async update(resource, { preview }) {
      const { functionName, name } = resource.inputs
      if (!preview) await lambdaApi(resource, 'PUT', `/${functionName}/aliases/${name}`, aliasOf(resource.inputs))
      return undefined
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
