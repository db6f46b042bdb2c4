import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as pulumi from '@pulumi/pulumi'
import { parse } from 'yaml'
import { program } from './program.ts'
import type { ImageBuild } from './push-image.ts'
import { type Registered, recordInto } from './recording.ts'

// For tests, and for a look without an account: the real program against a monitor that answers as AWS and its providers
// would.

export interface Deployment {
  resources: Registered[]
  /** The images that it would have had built. */
  builds: ImageBuild[]
  outputs: Record<string, unknown>
  /** The one resource of a type, or of a type and a name's end. */
  one(type: string, nameEnd?: string): Registered
  all(type: string): Registered[]
}

export interface Given {
  /** Keys of the namespace `mcp:` instead of those in the stack's file; undefined takes one away. */
  config?: Record<string, unknown>
  /** The secret list `mcp:tokens`. Default: one good token where the stack asks for one. */
  tokens?: string[]
  /** Tags that the repository holds, with their digests. Default: there is no repository yet. */
  published?: Record<string, string>
  project?: string
  /** Default: that of the stack's file. */
  region?: string
  /** Whether a Docker engine answers. Default: true. */
  docker?: boolean
}

const account = '123456789012'
export const builtDigest = `sha256:${'b'.repeat(64)}`
export const goodToken = 'a-token-for-the-tests-0123456789abcdef'

/** Deploys one of the shipped stacks, by its own file. */
export async function deploy(stack: string, given: Given = {}): Promise<Deployment> {
  const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, 'utf8')) as { config: Record<string, unknown> }
  for (const [key, value] of Object.entries(given.config ?? {})) config[`mcp:${key}`] = value
  const tokens = given.tokens ?? (config['mcp:authorization'] === 'token' ? [goodToken] : [])
  if (tokens.length > 0) config['mcp:tokens'] = tokens

  const resources: Registered[] = []
  const region = given.region ?? String(config['aws:region'])
  const project = given.project ?? 'serverless-mcp'
  const mocks = awsMocks(region, `${project}-${stack}`, given.published)
  await pulumi.runtime.setMocks(mocks, project, stack, false)
  // After setMocks, which resets it, and as text, as the engine hands it over.
  const values = Object.entries(config).filter(([, value]) => value !== undefined)
  const texts = values.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
  const setAllConfig: (values: Record<string, string>, secrets: string[]) => void = pulumi.runtime.setAllConfig
  setAllConfig(Object.fromEntries(texts), ['mcp:tokens'])
  recordInto(resources)

  const builds: ImageBuild[] = []
  const push = async (build: ImageBuild) => {
    builds.push(build)
    return builtDigest
  }
  const outputs = await resolve(await program({ answers: () => given.docker ?? true, push }))
  await pulumi.runtime.disconnect() // Waits for whatever is still being registered.
  const all = (type: string) => resources.filter(resource => resource.type === type)
  return {
    resources,
    builds,
    outputs,
    all,
    one(type, nameEnd = '') {
      const found = all(type).filter(({ name }) => name.endsWith(nameEnd))
      if (found.length !== 1 || !found[0])
        throw new Error(`${found.length} resources of type ${type}, name …${nameEnd}`)
      return found[0]
    },
  }
}

/** The envelope that a secret travels in: https://github.com/pulumi/pulumi, `specialSigKey`. */
export function isSecret(value: unknown): boolean {
  const envelope = value as Record<string, unknown> | undefined
  return envelope?.['4dabf18193072939515e22adb298388d'] === '1b47061264138c4ac30d75fd1eb44270'
}

/** Answers as AWS and its providers would. */
export function awsMocks(region: string, repository: string, published?: Record<string, string>): pulumi.runtime.Mocks {
  return { newResource: newResource(region), call: call(region, repository, published) }
}

function newResource(region: string) {
  return ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
    const arn = `arn:aws:mock:${region}:${account}:${name}`
    const invokeArn = (target: string) =>
      `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${target}/invocations`
    const state = { name, arn, ...inputs }
    const functionArn = (target: string) => `arn:aws:lambda:${region}:${account}:function:${target}`
    switch (type) {
      case 'aws:ecr/repository:Repository':
        return {
          id: name,
          state: { ...state, registryId: account, repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${name}` },
        }
      case 'aws:lambda/function:Function': {
        const responseStreamingInvokeArn = `arn:aws:apigateway:${region}:lambda:path/2021-11-15/functions/${functionArn(name)}/response-streaming-invocations`
        return { id: name, state: { ...state, version: '7', responseStreamingInvokeArn } }
      }
      case 'aws:lambda/alias:Alias': {
        const target = `${inputs.functionName}:${inputs.name}`
        return { id: name, state: { ...state, arn: functionArn(target), invokeArn: invokeArn(target) } }
      }
      case 'aws:apigateway/restApi:RestApi':
        return { id: 'api123', state: { ...state, executionArn: `arn:aws:execute-api:${region}:${account}:api123` } }
      case 'aws:apigateway/stage:Stage': {
        const invokeUrl = `https://api123.execute-api.${region}.amazonaws.com/${inputs.stageName}`
        return { id: name, state: { ...state, invokeUrl } }
      }
      case 'random:index/randomBytes:RandomBytes':
        return { id: name, state: { ...state, hex: createHash('sha256').update(name).digest('hex') } }
      case 'aws:acm/certificate:Certificate': {
        const record = { resourceRecordName: '_x', resourceRecordType: 'CNAME', resourceRecordValue: '_y' }
        return { id: name, state: { ...state, domainValidationOptions: [record] } }
      }
      default:
        return { id: `${name}-id`, state }
    }
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

/** Awaits outputs; one that never resolves fails, as the mocks then lack a property of its resource. */
async function resolve(outputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const all = pulumi.output(outputs)
  return new Promise((settle, fail) => {
    const timer = setTimeout(
      () => fail(new Error('An output never resolved: its mocked state lacks a property.')),
      5000,
    )
    all.apply(values => {
      clearTimeout(timer)
      settle(values as Record<string, unknown>)
    })
  })
}
