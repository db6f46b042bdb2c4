export type Properties = Record<string, unknown>

/** What CloudFormation has in place of a type of Pulumi's. */
export interface Counterpart {
  type?: string
  /** The type of Pulumi's that it is a property of. */
  partOf?: string
  properties(inputs: Properties, name: string): Properties
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
// Most properties have the same names, with a capital at first: cfn-lint refuses one that there is not.

const none: Counterpart = { properties: () => ({}) }
const same = (
  type: string,
  differences: (inputs: Properties, name: string) => Properties = () => ({}),
): Counterpart => ({
  type,
  properties: (inputs, name) => defined({ ...(capitals(inputs) as Properties), ...differences(inputs, name) }),
})
const part = (partOf: string, properties: (inputs: Properties) => Properties): Counterpart => ({ partOf, properties })
const stage = 'aws:apigateway/stage:Stage'
const repository = 'aws:ecr/repository:Repository'
const bucket = 'aws:s3/bucket:Bucket'

export const counterparts: Record<string, Counterpart> = {
  'aws:acm/certificate:Certificate': same('AWS::CertificateManager::Certificate', ({ tags }) => ({
    Tags: pairs(tags),
  })),
  'aws:acm/certificateValidation:CertificateValidation': none, // Waits, and makes nothing.
  'aws:apigateway/account:Account': same('AWS::ApiGateway::Account', ({ cloudwatchRoleArn }) => ({
    CloudwatchRoleArn: undefined,
    CloudWatchRoleArn: cloudwatchRoleArn,
  })),
  'aws:apigateway/basePathMapping:BasePathMapping': same(
    'AWS::ApiGateway::BasePathMapping',
    ({ restApi, stageName }) => ({
      ...api(restApi),
      StageName: undefined,
      Stage: stageName,
    }),
  ),
  'aws:apigateway/deployment:Deployment': same('AWS::ApiGateway::Deployment', ({ restApi }) => ({
    ...api(restApi),
    Triggers: undefined, // Of the provider's own.
  })),
  'aws:apigateway/domainName:DomainName': same('AWS::ApiGateway::DomainName', endpoint),
  'aws:apigateway/methodSettings:MethodSettings': part(stage, ({ methodPath, settings }) => {
    const [ResourcePath, HttpMethod] = String(methodPath).split('/')
    return { MethodSettings: [{ HttpMethod, ResourcePath: `/${ResourcePath}`, ...(capitals(settings) as Properties) }] }
  }),
  'aws:apigateway/restApi:RestApi': same('AWS::ApiGateway::RestApi', inputs => ({
    ...endpoint(inputs),
    Tags: pairs(inputs.tags),
  })),
  'aws:apigateway/restApiPut:RestApiPut': part('aws:apigateway/restApi:RestApi', ({ body, failOnWarnings }) => ({
    Body: JSON.parse(String(body)),
    FailOnWarnings: failOnWarnings,
  })),
  [stage]: same('AWS::ApiGateway::Stage', ({ restApi, deployment, accessLogSettings, xrayTracingEnabled, tags }) => ({
    ...api(restApi),
    Tags: pairs(tags),
    Deployment: undefined,
    DeploymentId: deployment,
    AccessLogSettings: undefined,
    AccessLogSetting: capitals(accessLogSettings),
    XrayTracingEnabled: undefined,
    TracingEnabled: xrayTracingEnabled,
  })),
  'aws:cloudwatch/logGroup:LogGroup': same('AWS::Logs::LogGroup', ({ name }) => ({
    Name: undefined,
    LogGroupName: name,
  })),
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': same(
    'AWS::Logs::MetricFilter',
    ({ metricTransformation, pattern }) => {
      const { name, namespace, value, defaultValue } = metricTransformation as Properties
      const transformation = { MetricName: name, MetricNamespace: namespace, MetricValue: value }
      return {
        MetricTransformation: undefined,
        MetricTransformations: [{ ...transformation, DefaultValue: Number(defaultValue) }],
        Pattern: undefined,
        FilterPattern: pattern,
      }
    },
  ),
  'aws:cloudwatch/metricAlarm:MetricAlarm': same('AWS::CloudWatch::Alarm', ({ dimensions, okActions }) => ({
    Dimensions: dimensions && Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    OkActions: undefined,
    OKActions: okActions,
  })),
  'aws:codedeploy/application:Application': same('AWS::CodeDeploy::Application', ({ name }) => ({
    Name: undefined,
    ApplicationName: name,
  })),
  'aws:codedeploy/deploymentGroup:DeploymentGroup': same(
    'AWS::CodeDeploy::DeploymentGroup',
    ({ appName, alarmConfiguration }) => {
      const { alarms, enabled } = alarmConfiguration as { alarms: string[]; enabled: boolean }
      return {
        AppName: undefined,
        ApplicationName: appName,
        AlarmConfiguration: { Alarms: alarms.map(Name => ({ Name })), Enabled: enabled },
      }
    },
  ),
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': part(repository, ({ policy }) => ({
    LifecyclePolicy: { LifecyclePolicyText: policy },
  })),
  [repository]: same('AWS::ECR::Repository', ({ name, encryptionConfigurations, forceDelete }) => ({
    Name: undefined,
    RepositoryName: name,
    EncryptionConfigurations: undefined,
    EncryptionConfiguration: capitals((encryptionConfigurations as unknown[])[0]),
    ForceDelete: undefined,
    EmptyOnDelete: forceDelete,
  })),
  'aws:ecr/repositoryPolicy:RepositoryPolicy': part(repository, ({ policy }) => ({
    RepositoryPolicyText: JSON.parse(String(policy)),
  })),
  'aws:iam/openIdConnectProvider:OpenIdConnectProvider': same('AWS::IAM::OIDCProvider', ({ clientIdLists }) => ({
    ClientIdLists: undefined,
    ClientIdList: clientIdLists,
  })),
  'aws:iam/policy:Policy': same('AWS::IAM::ManagedPolicy', ({ name, policy }) => ({
    Name: undefined,
    ManagedPolicyName: name,
    Policy: undefined,
    PolicyDocument: JSON.parse(String(policy)),
  })),
  'aws:iam/role:Role': same('AWS::IAM::Role', ({ assumeRolePolicy }) => ({
    AssumeRolePolicy: undefined,
    AssumeRolePolicyDocument: JSON.parse(String(assumeRolePolicy)),
  })),
  'aws:iam/rolePolicy:RolePolicy': same('AWS::IAM::Policy', ({ role, policy }, name) => ({
    Role: undefined,
    Roles: [role],
    PolicyName: name,
    Policy: undefined,
    PolicyDocument: JSON.parse(String(policy)),
  })),
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': part('aws:iam/role:Role', ({ policyArn }) => ({
    ManagedPolicyArns: [policyArn],
  })),
  'aws:kms/alias:Alias': same('AWS::KMS::Alias', ({ name }) => ({ Name: undefined, AliasName: name })),
  'aws:kms/key:Key': same('AWS::KMS::Key', ({ deletionWindowInDays }) => ({
    DeletionWindowInDays: undefined,
    PendingWindowInDays: deletionWindowInDays,
  })),
  'aws:lambda/alias:Alias': same('AWS::Lambda::Alias'),
  'aws:lambda/function:Function': same('AWS::Lambda::Function', ({ environment, imageConfig, imageUri }) => ({
    Code: { ImageUri: imageUri },
    ImageUri: undefined,
    ImageConfig: { Command: (imageConfig as Properties).commands },
    Environment: { Variables: (environment as Properties).variables },
    Publish: undefined, // A resource of its own there, with no property that counts.
  })),
  'aws:lambda/permission:Permission': same('AWS::Lambda::Permission', ({ function: name, qualifier }) => ({
    Function: undefined,
    Qualifier: undefined,
    FunctionName: `${name}:${qualifier}`,
  })),
  'aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig': part(
    'aws:lambda/alias:Alias',
    ({ provisionedConcurrentExecutions }) => ({
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: provisionedConcurrentExecutions },
    }),
  ),
  'aws:route53/record:Record': same('AWS::Route53::RecordSet', ({ zoneId, records, ttl, aliases }) => {
    const [alias] = (aliases ?? []) as { name: string; zoneId: string; evaluateTargetHealth: boolean }[]
    return {
      ZoneId: undefined,
      HostedZoneId: zoneId,
      Records: undefined,
      ResourceRecords: records,
      Ttl: undefined,
      TTL: ttl === undefined ? undefined : String(ttl),
      Aliases: undefined,
      AliasTarget: alias && {
        DNSName: alias.name,
        HostedZoneId: alias.zoneId,
        EvaluateTargetHealth: alias.evaluateTargetHealth,
      },
    }
  }),
  [bucket]: same('AWS::S3::Bucket', ({ bucket }) => ({ Bucket: undefined, BucketName: bucket })),
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': part(bucket, ({ rules }) => ({
    LifecycleConfiguration: { Rules: (rules as Properties[]).map(lifecycleRule) },
  })),
  'aws:s3/bucketObject:BucketObject': none, // CloudFormation has no objects.
  'aws:s3/bucketPolicy:BucketPolicy': same('AWS::S3::BucketPolicy', ({ policy }) => ({
    Policy: undefined,
    PolicyDocument: JSON.parse(String(policy)),
  })),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': part(bucket, ({ bucket: _, ...rest }) => ({
    PublicAccessBlockConfiguration: capitals(rest),
  })),
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': part(
    bucket,
    ({ rules }) => ({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: (rules as Properties[]).map(rule => {
          const { kmsMasterKeyId, sseAlgorithm } = rule.applyServerSideEncryptionByDefault as Properties
          const byDefault = { KMSMasterKeyID: kmsMasterKeyId, SSEAlgorithm: sseAlgorithm }
          return { BucketKeyEnabled: rule.bucketKeyEnabled, ServerSideEncryptionByDefault: byDefault }
        }),
      },
    }),
  ),
  'aws:s3/bucketVersioning:BucketVersioning': part(bucket, ({ versioningConfiguration }) => ({
    VersioningConfiguration: capitals(versioningConfiguration),
  })),
  'aws:sns/topic:Topic': same('AWS::SNS::Topic'),
  'aws:sns/topicPolicy:TopicPolicy': same('AWS::SNS::TopicPolicy', ({ arn, policy }) => ({
    Arn: undefined,
    Topics: [arn],
    Policy: undefined,
    PolicyDocument: JSON.parse(String(policy)),
  })),
  'aws:sns/topicSubscription:TopicSubscription': same('AWS::SNS::Subscription', ({ topic }) => ({
    Topic: undefined,
    TopicArn: topic,
  })),
  'aws:wafv2/webAclAssociation:WebAclAssociation': same('AWS::WAFv2::WebACLAssociation', ({ webAclArn }) => ({
    WebAclArn: undefined,
    WebACLArn: webAclArn,
  })),
}

function api(restApi: unknown): Properties {
  return { RestApi: undefined, RestApiId: restApi }
}

function endpoint({ endpointConfiguration }: Properties): Properties {
  return { EndpointConfiguration: { Types: [(endpointConfiguration as Properties).types] } }
}

function lifecycleRule({ id, status, filter: _everything, ...rest }: Properties): Properties {
  return { Id: id, Status: status, ...(capitals(rest) as Properties) }
}

function pairs(tags: unknown) {
  return Object.entries((tags ?? {}) as Properties).map(([Key, Value]) => ({ Key, Value }))
}

function capitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitals)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.charAt(0).toUpperCase() + key.slice(1), capitals(each)]),
  )
}

function defined(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}
