import type { Kind } from '../kind.ts'
import type { Values } from '../wire.ts'
import { account, regionOf, shortId } from './account.ts'

const STAGE = 'aws:apigateway/stage:Stage'
const ACCOUNT = 'aws:apigateway/account:Account'

export const apiGateway: Record<string, Kind> = {
  // apigateway/rest_api.go: nothing forces a new one but the region.
  'aws:apigateway/restApi:RestApi': {
    id: resource => shortId(resource, 10),
    outputs: resource => {
      const [region, id] = [regionOf(resource), shortId(resource, 10)]
      return {
        arn: `arn:aws:apigateway:${region}::/restapis/${id}`,
        executionArn: `arn:aws:execute-api:${region}:${account}:${id}`,
        rootResourceId: shortId({ hex: resource.hex.slice(20) }, 10),
      }
    },
  },
  // apigateway/rest_api_put.go: every argument is RequiresReplace, and what is destroyed leaves the API as it is.
  'aws:apigateway/restApiPut:RestApiPut': {
    replaces: 'all',
    id: ({ inputs, hex }) => `${inputs.restApiId},${hex.slice(0, 8)}`,
    create: ({ inputs }) => importDocument(String(inputs.body)),
  },
  // apigateway/deployment.go. A stage's own is refused: https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html
  'aws:apigateway/deployment:Deployment': {
    replaces: ['restApi', 'triggers', 'variables'],
    id: resource => shortId(resource, 6),
    delete({ id }, { cloud }) {
      if (cloud.ofType(STAGE).some(({ state }) => state.deployment === id))
        throw new Error('BadRequestException: Active stages pointing to this deployment must be moved or deleted')
    },
  },
  // apigateway/stage.go
  [STAGE]: {
    taken: 'ConflictException: Stage already exists',
    replaces: ['restApi', 'stageName'],
    id: ({ inputs }) => `ags-${inputs.restApi}-${inputs.stageName}`,
    outputs: resource => {
      const { restApi, stageName } = resource.inputs
      const region = regionOf(resource)
      return {
        arn: `arn:aws:apigateway:${region}::/restapis/${restApi}/stages/${stageName}`,
        executionArn: `arn:aws:execute-api:${region}:${account}:${restApi}/${stageName}`,
        invokeUrl: `https://${restApi}.execute-api.${region}.amazonaws.com/${stageName}`,
      }
    },
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    create({ inputs, cloud }) {
      const role = cloud.ofType(ACCOUNT).some(({ state }) => state.cloudwatchRoleArn)
      if (inputs.accessLogSettings && !role)
        throw new Error(
          'BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging',
        )
    },
  },
  // apigateway/method_settings.go
  'aws:apigateway/methodSettings:MethodSettings': {
    replaces: ['restApi', 'stageName', 'methodPath'],
    id: ({ inputs }) => `${inputs.restApi}-${inputs.stageName}-${inputs.methodPath}`,
  },
  // apigateway/account.go: one for the account and region, whoever makes it again gets the same.
  [ACCOUNT]: { id: () => 'api-gateway-account' },
  // apigateway/domain_name.go
  'aws:apigateway/domainName:DomainName': {
    taken: 'ConflictException: The domain name you provided already exists',
    replaces: ['domainName'],
    id: ({ inputs }) => String(inputs.domainName),
    outputs: resource => ({
      arn: `arn:aws:apigateway:${regionOf(resource)}::/domainnames/${resource.inputs.domainName}`,
      regionalDomainName: `d-${shortId(resource, 10)}.execute-api.${regionOf(resource)}.amazonaws.com`,
      regionalZoneId: 'Z2RPCDW04V8134',
    }),
  },
  // apigateway/base_path_mapping.go
  'aws:apigateway/basePathMapping:BasePathMapping': {
    taken: 'ConflictException: Base path already exists for this domain name',
    replaces: ['domainName'],
    id: ({ inputs }) => `${inputs.domainName}/${inputs.basePath ?? ''}`,
  },
}

/** What the importer refuses. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
function importDocument(body: string): void {
  const {
    openapi,
    paths = {},
    components,
  } = JSON.parse(body) as {
    openapi?: string
    paths?: Record<string, Record<string, { security?: Record<string, unknown>[] } & Values>>
    components?: { securitySchemes?: Values }
  }
  if (!openapi) throw new Error('BadRequestException: Invalid OpenAPI input.')
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const uri = (operation['x-amazon-apigateway-integration'] as { uri?: unknown } | undefined)?.uri
      if (
        uri !== undefined &&
        !/^arn:aws:apigateway:[\w-]+:lambda:path\/\S+\/invocations$|-invocations$/.test(String(uri))
      )
        throw new Error(`BadRequestException: Invalid integration URI at ${method} ${path}: ${uri}`)
      for (const scheme of (operation.security ?? []).flatMap(entry => Object.keys(entry)))
        if (!components?.securitySchemes?.[scheme])
          throw new Error(`BadRequestException: Unknown security scheme ${scheme} at ${method} ${path}`)
    }
  }
}
