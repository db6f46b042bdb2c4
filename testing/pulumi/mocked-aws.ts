import { createHash } from 'node:crypto'
import type * as pulumi from '@pulumi/pulumi'

// For tests, and for a look without an account: a monitor that answers as AWS and its providers would. Names of resources are
// those of the program, without the digits that Pulumi puts behind them.

const account = '123456789012'

/** @param published tags that the repository holds, with their digests; undefined: there is no repository yet */
export function awsMocks(region: string, repository: string, published?: Record<string, string>): pulumi.runtime.Mocks {
  return { newResource: newResource(region), call: call(region, repository, published) }
}

/** What is computed; the inputs are outputs as they are. */
function newResource(region: string) {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`
  const api = 'api123'

  const computed = (type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> => {
    const path = inputs.path ?? '/'
    switch (type) {
      case 'aws:acm/certificate:Certificate': {
        const [below, proof] = [`_x.${inputs.domainName}.`, '_y.acm-validations.aws.']
        const record = { resourceRecordName: below, resourceRecordType: 'CNAME', resourceRecordValue: proof }
        const id = arn('acm', 'certificate/00000000-0000-0000-0000-000000000000')
        return { id, arn: id, domainValidationOptions: [record] }
      }
      case 'aws:apigateway/domainName:DomainName':
        return { regionalDomainName: `d-123.execute-api.${region}.amazonaws.com`, regionalZoneId: 'ZREGIONAL' }
      case 'aws:apigateway/restApi:RestApi':
        return { id: api, executionArn: arn('execute-api', api) }
      case 'aws:apigateway/deployment:Deployment':
        return { id: 'dep123' }
      case 'aws:apigateway/stage:Stage': {
        const invokeUrl = `https://${api}.execute-api.${region}.amazonaws.com/${inputs.stageName}`
        return { arn: `arn:aws:apigateway:${region}::/restapis/${api}/stages/${inputs.stageName}`, invokeUrl }
      }
      case 'aws:cloudwatch/logGroup:LogGroup':
        return { arn: arn('logs', `log-group:${inputs.name}`) }
      case 'aws:ecr/repository:Repository': {
        const repositoryUrl = `${account}.dkr.ecr.${region}.amazonaws.com/${name}`
        return { arn: arn('ecr', `repository/${name}`), registryId: account, repositoryUrl }
      }
      case 'aws:iam/openIdConnectProvider:OpenIdConnectProvider':
        return { arn: iam(`oidc-provider/${String(inputs.url).replace('https://', '')}`) }
      case 'aws:iam/policy:Policy':
        return { arn: iam(`policy${path}${name}`) }
      case 'aws:iam/role:Role':
        return { id: name, arn: iam(`role${path}${name}`) }
      case 'aws:kms/key:Key': {
        const keyId = '00000000-0000-0000-0000-000000000000'
        return { id: keyId, keyId, arn: arn('kms', `key/${keyId}`) }
      }
      case 'aws:lambda/alias:Alias': {
        const own = arn('lambda', `function:${inputs.functionName}:${inputs.name}`)
        const invokeArn = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${own}/invocations`
        return { id: name, arn: own, invokeArn }
      }
      case 'aws:lambda/function:Function': {
        const own = arn('lambda', `function:${name}`)
        const streaming = `${own}/response-streaming-invocations`
        const responseStreamingInvokeArn = `arn:aws:apigateway:${region}:lambda:path/2021-11-15/functions/${streaming}`
        return { id: name, arn: own, version: '7', responseStreamingInvokeArn }
      }
      case 'aws:route53/record:Record':
        return { fqdn: inputs.name }
      case 'aws:s3/bucket:Bucket':
        return { id: inputs.bucket, arn: `arn:aws:s3:::${inputs.bucket}` }
      case 'aws:sns/topic:Topic':
        return { id: arn('sns', name), arn: arn('sns', name) }
      case 'random:index/randomBytes:RandomBytes':
        return { hex: createHash('sha256').update(name).digest('hex') }
      default:
        return {}
    }
  }
  return ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
    const { id = `${name}-id`, ...outputs } = computed(type, name, inputs)
    return { id: String(id), state: { name, ...inputs, ...outputs } }
  }
}

function call(region: string, repository: string, published: Record<string, string> | undefined) {
  return ({ token, inputs }: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult => {
    switch (token) {
      case 'aws:ecr/getRepositories:getRepositories':
        return { names: published ? ['another', repository] : ['another'] }
      case 'aws:ecr/getImages:getImages':
        return {
          imageIds: Object.entries(published ?? {}).map(([imageTag, imageDigest]) => ({ imageTag, imageDigest })),
        }
      case 'aws:route53/getZone:getZone':
        return { ...inputs, zoneId: 'Z1' }
      case 'aws:index/getRegion:getRegion':
        return { region }
      case 'aws:index/getCallerIdentity:getCallerIdentity':
        return { accountId: account }
      default:
        throw new Error(`The mocks have no answer to ${token} ${JSON.stringify(inputs)}`)
    }
  }
}
