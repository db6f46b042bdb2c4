import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config/config.ts'
import type { Statement } from './permissions.ts'
import { createRole } from './role.ts'
import { refuseNewHandler } from './same-handler.ts'
import type { Scope } from './scope.ts'

export interface FunctionArgs {
  /** The image, by digest, and what has to be there before it can be pulled. */
  image: { imageUri: pulumi.Input<string>; access: pulumi.Resource }
  /** The handler: `app.handler`. */
  command: string
  /** MB. */
  memorySize: number
  /** Seconds. */
  timeout: number
  environment: Record<string, pulumi.Input<string>>
  /** What it may do beside writing logs and traces. Default: nothing. */
  permissions?: Statement[]
  /** CodeDeploy owns the alias's version and weights. Default: false. */
  shifted?: boolean
  reservedConcurrency?: number | undefined
  /** What has to be there before it changes. Default: nothing. */
  after?: pulumi.Resource[]
}

/** A function, its version behind the alias `live`, and its log. */
export interface DeployedFunction {
  lambda: aws.lambda.Function
  live: aws.lambda.Alias
  /** The alias's invoke ARN for an integration that streams, which the alias itself does not tell. */
  streamArn: pulumi.Output<string>
  log: aws.cloudwatch.LogGroup
}

/** A function with a role and a log group of its own, and a version of it behind the alias `live`. */
export function createFunction(scope: Scope, id: string, args: FunctionArgs, config: StackConfig): DeployedFunction {
  const name = `${scope.name}-${id}`
  const { parent } = scope
  const log = createLogGroup(scope, id, config)
  const role = createFunctionRole(scope, id, log, args.permissions ?? [])
  const level = config.lambda.logLevel.toUpperCase()

  const lambda = new aws.lambda.Function(
    name,
    {
      packageType: 'Image',
      imageUri: args.image.imageUri,
      imageConfig: { commands: [args.command] },
      architectures: [config.lambda.architecture],
      role: role.arn,
      memorySize: args.memorySize,
      timeout: args.timeout,
      environment: { variables: args.environment },
      loggingConfig: { logFormat: 'JSON', logGroup: log.name, applicationLogLevel: level, systemLogLevel: 'WARN' },
      tracingConfig: { mode: 'Active' },
      publish: true,
      ...(args.reservedConcurrency !== undefined && { reservedConcurrentExecutions: args.reservedConcurrency }),
    },
    {
      parent,
      dependsOn: [args.image.access, ...(args.after ?? [])],
      ...(args.shifted && { hooks: { beforeUpdate: [refuseNewHandler(name)] } }),
    },
  )
  const live = new aws.lambda.Alias(
    name,
    { name: 'live', functionName: lambda.name, functionVersion: lambda.version },
    { parent, ...(args.shifted && { ignoreChanges: ['functionVersion', 'routingConfig'] }) },
  )
  return { lambda, live, streamArn: streamArnOf(lambda, live), log }
}

/** The function's own, with the alias in its place: `…:path/2021-11-15/functions/ALIAS/response-streaming-invocations`. */
function streamArnOf(lambda: aws.lambda.Function, live: aws.lambda.Alias): pulumi.Output<string> {
  const target = /(?<=\/functions\/).+(?=\/response-streaming-invocations$)/
  return pulumi
    .all([lambda.responseStreamingInvokeArn, live.arn])
    .apply(([ofFunction, alias]) => ofFunction.replace(target, alias))
}

export function createLogGroup({ name, logFolder, parent }: Scope, id: string, { logRetentionDays }: StackConfig) {
  return new aws.cloudwatch.LogGroup(
    `${name}-${id}`,
    { name: `${logFolder}/${id}`, retentionInDays: logRetentionDays },
    { parent },
  )
}

function createFunctionRole(scope: Scope, id: string, log: aws.cloudwatch.LogGroup, permissions: Statement[]) {
  const { name, parent } = scope
  const role = createRole(scope, id, 'lambda.amazonaws.com')
  const statements = [
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [pulumi.interpolate`${log.arn}:*`] },
    // X-Ray knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] },
    ...permissions,
  ]
  const policy = pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: statements.map(({ actions, resources }) => ({ Effect: 'Allow', Action: actions, Resource: resources })),
  })
  new aws.iam.RolePolicy(`${name}-${id}`, { role: role.id, policy }, { parent })
  return role
}
