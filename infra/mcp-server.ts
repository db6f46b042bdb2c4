import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { createAlarms } from './alarms.ts'
import { createApi } from './api.ts'
import { createAuthorizer } from './authorizer.ts'
import type { StackConfig } from './config/config.ts'
import { serverCommand, serverVariables } from './config/function-settings.ts'
import { createDomain, mapDomain } from './domain.ts'
import { createFunction, type DeployedFunction } from './functions.ts'
import { createImage, type ImageSource } from './image/image.ts'
import { permissions } from './permissions.ts'
import { createCanary } from './release.ts'
import type { Scope } from './scope.ts'
import { createStateKeys } from './state-keys.ts'

export interface McpServerArgs {
  /** The API's stage, by the name of the stack. */
  stage: string
  /** Where the functions' image comes from. */
  image: ImageSource
  /** SHA-256 of each good token, in hex. Empty unless `authorization` is `token`. */
  tokenDigests: pulumi.Input<string[]>
  config: StackConfig
}

/**
 * A stateless MCP server: one image in ECR, the server function and its authorizer, a REST API before them, logs, alarms,
 * and where they are asked for a domain, a web ACL and canaries.
 */
export class McpServer extends pulumi.ComponentResource {
  /** Where clients connect. */
  readonly endpoint: pulumi.Output<string>
  /** The image that runs, with its digest. */
  readonly imageUri: pulumi.Output<string>
  readonly functionName: pulumi.Output<string>
  /** The version published last. With `release: canary` the alias may still point at an earlier one. */
  readonly functionVersion: pulumi.Output<string>
  readonly aliasName: pulumi.Output<string>
  readonly logGroups: Record<string, pulumi.Output<string>>
  /** Pages of the AWS console. */
  readonly consoleLinks: Record<string, pulumi.Output<string>>

  constructor(name: string, { stage: stageName, image: source, tokenDigests, config }: McpServerArgs) {
    super('serverless-mcp:index:McpServer', name)
    const { permissionsBoundary } = config
    const scope: Scope = {
      name,
      logFolder: `/${pulumi.getProject()}/${stageName}`,
      permissionsBoundary,
      parent: this,
    }

    const image = createImage(scope, source, config)
    const domain = config.domain && createDomain(scope, config.domain, config)
    const server = createServer(scope, image, stageName, config)
    const authorizer =
      config.authorization === 'none'
        ? undefined
        : createAuthorizer(scope, image, { digests: tokenDigests, domain }, config)
    const { api, stage, accessLog } = createApi(scope, { stage: stageName, server, authorizer, domain }, config)
    const alarms = createAlarms(scope, { api, stage, server, authorizer }, config)
    if (config.release === 'canary') createCanary(scope, alarms.stopping)

    this.endpoint = domain ? mapDomain(scope, domain, { api, stage }) : pulumi.interpolate`${stage.invokeUrl}/mcp`
    this.imageUri = image.imageUri
    this.functionName = server.lambda.name
    this.functionVersion = server.lambda.version
    this.aliasName = server.live.name
    this.logGroups = {
      server: server.log.name,
      ...(authorizer && { authorizer: authorizer.log.name }),
      access: accessLog.name,
    }
    this.consoleLinks = consoleLinks(server, api, this)
    this.registerOutputs({ endpoint: this.endpoint, imageUri: this.imageUri, functionVersion: this.functionVersion })
  }
}

type Image = ReturnType<typeof createImage>

function createServer(scope: Scope, image: Image, stage: string, config: StackConfig): DeployedFunction {
  const { lambda } = config
  const server = createFunction(
    scope,
    'server',
    {
      image,
      command: serverCommand(config),
      memorySize: lambda.memorySize,
      timeout: lambda.timeout,
      environment: { ...serverVariables(stage, config), STATE_KEYS: createStateKeys(scope, config) },
      permissions,
      shifted: config.release === 'canary',
      reservedConcurrency: lambda.reservedConcurrency,
    },
    config,
  )
  if (lambda.provisionedConcurrency !== undefined) {
    new aws.lambda.ProvisionedConcurrencyConfig(
      scope.name,
      {
        functionName: server.lambda.name,
        qualifier: server.live.name,
        provisionedConcurrentExecutions: lambda.provisionedConcurrency,
      },
      { parent: scope.parent },
    )
  }
  return server
}

function consoleLinks({ lambda, log }: DeployedFunction, api: aws.apigateway.RestApi, parent: pulumi.Resource) {
  const { region } = aws.getRegionOutput({}, { parent })
  const console = pulumi.interpolate`https://${region}.console.aws.amazon.com`
  // The console wants a log group's name encoded twice, with $ for %.
  const group = log.name.apply(name => encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$'))
  return {
    function: pulumi.interpolate`${console}/lambda/home?region=${region}#/functions/${lambda.name}`,
    api: pulumi.interpolate`${console}/apigateway/main/apis/${api.id}/resources?api=${api.id}&region=${region}`,
    log: pulumi.interpolate`${console}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${group}`,
    alarms: pulumi.interpolate`${console}/cloudwatch/home?region=${region}#alarmsV2:`,
  }
}
