import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiDocument, type Operation, parseDocument } from 'lambda-local'
import type { Ministack } from './ministack.ts'

export interface FunctionsArgs {
  /** Begins the names of both functions. */
  name: string
  /** Docker has to have it: MiniStack would pull any other. */
  image: string
  /** The environment of the server's function. Default: empty. */
  server?: Record<string, string>
  /** The environment of the authorizer's function. Default: empty. */
  authorizer?: Record<string, string>
}

/**
 * Deploys both functions of an image, each with a version behind the alias `live`.
 *
 * @returns what the document of the API invokes them by
 */
export async function deployFunctions({ call }: Ministack, { name, image, ...args }: FunctionsArgs) {
  async function deploy(id: string, handler: string, variables: Record<string, string> = {}): Promise<string> {
    const FunctionName = `${name}-${id}`
    const functions = '/2015-03-31/functions'
    await call('logs', 'POST /', { logGroupName: `/aws/lambda/${FunctionName}` }, 'Logs_20140328.CreateLogGroup')
    await call('lambda', `POST ${functions}`, {
      FunctionName,
      PackageType: 'Image',
      Code: { ImageUri: image },
      ImageConfig: { Command: [handler] },
      Role: 'arn:aws:iam::000000000000:role/any',
      Environment: { Variables: variables },
      Timeout: 20,
    })
    const state = () => call<{ State: string }>('lambda', `GET ${functions}/${FunctionName}/configuration`)
    while ((await state()).State === 'Pending') await sleep(20)
    const { Version } = await call<{ Version: string }>('lambda', `POST ${functions}/${FunctionName}/versions`, {})
    const alias = { Name: 'live', FunctionVersion: Version }
    const { AliasArn } = await call<{ AliasArn: string }>('lambda', `POST ${functions}/${FunctionName}/aliases`, alias)
    return `arn:aws:apigateway:us-east-1:lambda:path${functions}/${AliasArn}/invocations`
  }

  const [serverUri, authorizerUri] = await Promise.all([
    deploy('server', 'app.handler', args.server),
    deploy('authorizer', 'authorizer.handler', args.authorizer),
  ])
  return { serverUri, authorizerUri }
}

/**
 * Deploys the document of `infra/openapi.ts` by a call for each of its parts, as MiniStack imports next to nothing of it.
 *
 * @returns the address of the API, below which its stages are
 * @throws {Error} when the document holds anything that is not translated here
 */
export async function deployApi({ port, call }: Ministack, given: object, stage: string): Promise<string> {
  const document = parseDocument(given)
  const { id } = await call<{ id: string }>('apigateway', 'POST /restapis', {
    name: document.info.title,
    version: document.info.version,
    endpointConfiguration: { types: ['REGIONAL'] },
    binaryMediaTypes: document['x-amazon-apigateway-binary-media-types'],
    disableExecuteApiEndpoint: document.servers.some(
      server => server['x-amazon-apigateway-endpoint-configuration']?.disableExecuteApiEndpoint,
    ),
  })
  const api: Api = (request, body) => {
    const [method, path] = request.split(' ')
    return call('apigateway', `${method} /restapis/${id}${path}`, body)
  }
  const authorizers = await createAuthorizers(api, document)
  const resources = await createResources(api, document)
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      await createMethod(api, `/resources/${resources.get(path)}/methods/${verb.toUpperCase()}`, operation, authorizers)
    }
  }
  for (const [type, { statusCode, ...response }] of Object.entries(document['x-amazon-apigateway-gateway-responses'])) {
    const status = statusCode === undefined ? {} : { statusCode: String(statusCode) }
    await api(`PUT /gatewayresponses/${type}`, { ...response, ...status })
  }
  // Last: a deployment takes the gateway responses along that there are.
  const deployment = await api('POST /deployments', {})
  await api('POST /stages', { stageName: stage, deploymentId: deployment.id })
  return `http://127.0.0.1:${port}/_aws/execute-api/${id}`
}

/** A call about one API. */
type Api = (request: string, body?: object) => Promise<{ id: string }>

/** The ids of the authorizers by the names of their security schemes. */
async function createAuthorizers(api: Api, { components }: ApiDocument): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [name, scheme] of Object.entries(components.securitySchemes)) {
    const { type, ...settings } = scheme['x-amazon-apigateway-authorizer']
    const identitySource = `method.request.header.${scheme.name}`
    const { id } = await api('POST /authorizers', { name, type: type.toUpperCase(), identitySource, ...settings })
    ids.set(name, id)
  }
  return ids
}

/** The ids of the resources by their paths, with all that lie above them. */
async function createResources(api: Api, { paths }: ApiDocument): Promise<Map<string, string>> {
  const { item } = (await api('GET /resources')) as unknown as { item: { id: string; path: string }[] }
  const ids = new Map(item.map(({ id, path }) => [path, id]))
  for (const path of Object.keys(paths)) {
    let parent = '/'
    for (const pathPart of path.split('/').filter(part => part !== '')) {
      const current = `${parent === '/' ? '' : parent}/${pathPart}`
      if (!ids.has(current)) ids.set(current, (await api(`POST /resources/${ids.get(parent)}`, { pathPart })).id)
      parent = current
    }
  }
  return ids
}

async function createMethod(api: Api, path: string, operation: Operation, authorizers: Map<string, string>) {
  const [scheme] = operation.security.flatMap(Object.keys)
  await api(`PUT ${path}`, {
    operationName: operation.operationId,
    apiKeyRequired: false,
    ...(scheme === undefined
      ? { authorizationType: 'NONE' }
      : { authorizationType: 'CUSTOM', authorizerId: authorizers.get(scheme) }),
  })
  for (const [status, { headers = {} }] of Object.entries(operation.responses)) {
    const names = Object.keys(headers).map(name => [`method.response.header.${name}`, false])
    await api(`PUT ${path}/responses/${status}`, { responseParameters: Object.fromEntries(names) })
  }
  const integration = operation['x-amazon-apigateway-integration']
  if (integration.type === 'aws_proxy') {
    await api(`PUT ${path}/integration`, { ...integration, type: 'AWS_PROXY' })
    return
  }
  const { responses, passthroughBehavior, ...mock } = integration
  const passthrough = { passthroughBehavior: passthroughBehavior.toUpperCase() }
  await api(`PUT ${path}/integration`, { ...mock, ...passthrough, type: 'MOCK' })
  const { statusCode, ...response } = responses.default
  await api(`PUT ${path}/integration/responses/${statusCode}`, response)
}
