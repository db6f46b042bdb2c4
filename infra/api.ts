import { createHash } from 'node:crypto'
import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { parseMethodArn } from '../app/lambda/method-arn.ts'
import type { StackConfig } from './config/config.ts'
import { authorizerTtlSeconds, integrationTimeoutMs } from './config/function-settings.ts'
import type { ProtectedResource } from './discovery.ts'
import type { Domain } from './domain.ts'
import type { DeployedFunction } from './functions.ts'
import { openApi } from './openapi.ts'
import type { Scope } from './scope.ts'
import { createStage } from './stage.ts'

export interface ApiArgs {
  /** The stage, named after the stack. */
  stage: string
  server: DeployedFunction
  /** Absent: anybody may call. */
  authorizer: DeployedFunction | undefined
  /** A host name of one's own, to which the document refers clients. */
  domain: Domain | undefined
}

/** The REST API, its one stage, and who may invoke what through it. */
export function createApi(scope: Scope, args: ApiArgs, config: StackConfig) {
  const { stage: stageName, server, authorizer, domain } = args
  const { name, parent } = scope
  const api = new aws.apigateway.RestApi(
    name,
    {
      name, // Equal to the document's title, which takes its place.
      endpointConfiguration: { types: 'REGIONAL' },
      disableExecuteApiEndpoint: config.domain?.exclusive ?? false,
      tags: { stack: name }, // By it the roles tell it from another stack's, as its ARN is a number.
    },
    { parent },
  )
  // Put into an API that is there, so that the document may name its address; a body of the API's own would take away,
  // at the second deployment, whatever is put beside it (pulumi-aws#4296).
  const resource = protectedResource(api, stageName, config)
  const body = createDocument(name, server, authorizer, resource, config)
  const document = new aws.apigateway.RestApiPut(
    name,
    { restApiId: api.id, body, failOnWarnings: true },
    { parent, dependsOn: [api, ...(domain ? [domain.address] : [])] },
  )
  const deployment = new aws.apigateway.Deployment(
    name,
    { restApi: api.id, triggers: { document: body.apply(sha256) } },
    { parent, dependsOn: [document] },
  )
  const permissions = createPermissions(scope, api, stageName, server, authorizer)
  return { api, ...createStage(scope, { api, deployment, stageName, permissions }, config) }
}

function createDocument(
  title: string,
  server: DeployedFunction,
  authorizer: DeployedFunction | undefined,
  resource: pulumi.Output<ProtectedResource> | undefined,
  config: StackConfig,
): pulumi.Output<string> {
  const { domain, streaming } = config
  const serverArn = streaming ? server.streamArn : server.live.invokeArn
  const known = pulumi.all([serverArn, authorizer?.live.invokeArn, resource])
  return known.apply(([serverUri, authorizerUri, protectedResource]) =>
    JSON.stringify(
      openApi({
        title,
        serverUri,
        streaming,
        ...(authorizerUri !== undefined && { authorizerUri }),
        authorizerTtlSeconds,
        timeoutMs: integrationTimeoutMs(config),
        ...(domain && { domain: domain.name, exclusive: domain.exclusive }),
        ...(protectedResource && { protectedResource }),
      }),
    ),
  )
}

/** What clients are told of where they are. Without a domain the URL is the one that the authorizer expects in `aud`. */
function protectedResource(
  { executionArn }: aws.apigateway.RestApi,
  stage: string,
  { jwt, domain }: StackConfig,
): pulumi.Output<ProtectedResource> | undefined {
  if (jwt === undefined) return undefined
  const { issuer, scopes, clientScopes } = jwt
  return executionArn.apply(arn => ({
    endpoint: domain ? `https://${domain.name}/mcp` : parseMethodArn(`${arn}/${stage}/POST/mcp`).endpoint,
    issuer,
    scopes,
    clientScopes,
  }))
}

/** API Gateway may invoke the aliases, through this API and stage only. */
function createPermissions(
  { name, parent }: Scope,
  api: aws.apigateway.RestApi,
  stage: string,
  server: DeployedFunction,
  authorizer: DeployedFunction | undefined,
): aws.lambda.Permission[] {
  const allow = (id: string, { lambda, live }: DeployedFunction, path: string) =>
    new aws.lambda.Permission(
      `${name}-${id}`,
      {
        action: 'lambda:InvokeFunction',
        function: lambda.name,
        qualifier: live.name,
        principal: 'apigateway.amazonaws.com',
        sourceArn: pulumi.interpolate`${api.executionArn}/${path}`,
      },
      { parent },
    )
  return [
    allow('server', server, `${stage}/POST/mcp`),
    ...(authorizer ? [allow('authorizer', authorizer, 'authorizers/*')] : []),
  ]
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
