// For tests: what AWS's provider calls for each type of resource that the main program registers, and for each question
// that it asks. Taken from the source of the provider, https://github.com/hashicorp/terraform-provider-aws, where a type
// is `internal/service/SERVICE/NAME.go`; that a role has them is one thing, that they suffice only AWS can tell.

const of = (service: string, ...actions: string[]) => actions.map(action => `${service}:${action}`)
const tags = ['TagResource', 'UntagResource', 'ListTagsForResource']
const rest = of('apigateway', 'POST', 'GET', 'PATCH', 'DELETE')

export const actionsByType: Record<string, string[]> = {
  'aws:acm/certificate:Certificate': of(
    'acm',
    ...['RequestCertificate', 'DescribeCertificate', 'DeleteCertificate', 'UpdateCertificateOptions'],
    ...['AddTagsToCertificate', 'RemoveTagsFromCertificate', 'ListTagsForCertificate'],
  ),
  'aws:acm/certificateValidation:CertificateValidation': of('acm', 'DescribeCertificate'),
  'aws:apigateway/basePathMapping:BasePathMapping': rest,
  'aws:apigateway/deployment:Deployment': rest,
  'aws:apigateway/domainName:DomainName': [
    ...rest,
    ...of('apigateway', 'AddCertificateToDomain', 'RemoveCertificateFromDomain', 'PUT'),
    'iam:CreateServiceLinkedRole',
  ],
  'aws:apigateway/methodSettings:MethodSettings': of('apigateway', 'GET', 'PATCH'),
  'aws:apigateway/restApi:RestApi': [...rest, 'apigateway:PUT', 'iam:CreateServiceLinkedRole'],
  'aws:apigateway/restApiPut:RestApiPut': of('apigateway', 'GET', 'PUT'),
  'aws:apigateway/stage:Stage': [...rest, 'apigateway:PUT'],
  'aws:cloudwatch/logGroup:LogGroup': of(
    'logs',
    ...['CreateLogGroup', 'DescribeLogGroups', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DeleteLogGroup'],
    ...tags,
  ),
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': of(
    'logs',
    ...['PutMetricFilter', 'DescribeMetricFilters', 'DeleteMetricFilter'],
  ),
  'aws:cloudwatch/metricAlarm:MetricAlarm': of(
    'cloudwatch',
    ...['PutMetricAlarm', 'DescribeAlarms', 'DeleteAlarms'],
    ...tags,
  ),
  'aws:codedeploy/application:Application': of(
    'codedeploy',
    ...['CreateApplication', 'GetApplication', 'UpdateApplication', 'DeleteApplication'],
    ...tags,
  ),
  'aws:codedeploy/deploymentGroup:DeploymentGroup': [
    ...of('codedeploy', 'CreateDeploymentGroup', 'GetDeploymentGroup', 'UpdateDeploymentGroup'),
    ...of('codedeploy', 'DeleteDeploymentGroup', ...tags),
    'iam:PassRole',
  ],
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': of(
    'ecr',
    ...['PutLifecyclePolicy', 'GetLifecyclePolicy', 'DeleteLifecyclePolicy'],
  ),
  'aws:ecr/repository:Repository': [
    ...of('ecr', 'CreateRepository', 'DescribeRepositories', 'DeleteRepository', ...tags),
    ...of('ecr', 'PutImageTagMutability', 'PutImageScanningConfiguration'),
    'kms:RetireGrant',
  ],
  'aws:ecr/repositoryPolicy:RepositoryPolicy': of(
    'ecr',
    ...['SetRepositoryPolicy', 'GetRepositoryPolicy', 'DeleteRepositoryPolicy'],
  ),
  'aws:iam/role:Role': of(
    'iam',
    ...['CreateRole', 'GetRole', 'UpdateRole', 'UpdateRoleDescription', 'PutRolePermissionsBoundary', 'DeleteRole'],
    ...['TagRole', 'UntagRole', 'ListRoleTags'],
    ...['ListRolePolicies', 'ListAttachedRolePolicies', 'ListInstanceProfilesForRole'],
  ),
  'aws:iam/rolePolicy:RolePolicy': of('iam', 'PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'),
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': of(
    'iam',
    ...['AttachRolePolicy', 'DetachRolePolicy', 'ListAttachedRolePolicies'],
  ),
  'aws:lambda/alias:Alias': of('lambda', 'CreateAlias', 'GetAlias', 'UpdateAlias', 'DeleteAlias'),
  'aws:lambda/function:Function': [
    ...of('lambda', 'CreateFunction', 'GetFunction', 'GetFunctionConfiguration', 'GetFunctionCodeSigningConfig'),
    ...of('lambda', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'PublishVersion', 'DeleteFunction'),
    ...of('lambda', 'ListVersionsByFunction', 'PutFunctionConcurrency', 'DeleteFunctionConcurrency'),
    ...of('lambda', 'GetFunctionConcurrency', 'TagResource', 'UntagResource', 'ListTags'),
    ...of('ecr', 'BatchGetImage', 'GetDownloadUrlForLayer'),
    'iam:PassRole',
  ],
  'aws:lambda/permission:Permission': of('lambda', 'AddPermission', 'GetPolicy', 'RemovePermission'),
  'aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig': of(
    'lambda',
    ...['PutProvisionedConcurrencyConfig', 'GetProvisionedConcurrencyConfig', 'DeleteProvisionedConcurrencyConfig'],
  ),
  'aws:route53/record:Record': of(
    'route53',
    ...['ChangeResourceRecordSets', 'GetChange', 'GetHostedZone', 'ListResourceRecordSets'],
  ),
  'aws:sns/topic:Topic': of(
    'sns',
    ...['CreateTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'DeleteTopic'],
    ...tags,
  ),
  'aws:sns/topicPolicy:TopicPolicy': of('sns', 'SetTopicAttributes', 'GetTopicAttributes'),
  'aws:sns/topicSubscription:TopicSubscription': of(
    'sns',
    ...['Subscribe', 'GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'],
    'ListSubscriptionsByTopic',
  ),
  'aws:wafv2/webAclAssociation:WebAclAssociation': [
    ...of('wafv2', 'AssociateWebACL', 'DisassociateWebACL', 'GetWebACLForResource', 'GetWebACL'),
    'apigateway:SetWebACL',
  ],
}

/** What `docker push` calls: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
export const pushActions = of(
  'ecr',
  ...['GetAuthorizationToken', 'BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart'],
  ...['CompleteLayerUpload', 'PutImage', 'BatchGetImage'],
)

/** By the function's name in `@pulumi/aws`. Who one is, AWS tells everybody. */
export const actionsByInvoke: Record<string, string[]> = {
  getRegion: [],
  getCallerIdentity: [],
  'ecr.getAuthorizationToken': of('ecr', 'GetAuthorizationToken'),
  'ecr.getRepositories': of('ecr', 'DescribeRepositories'),
  'ecr.getImages': of('ecr', 'ListImages', 'DescribeImages'),
  'route53.getZone': of('route53', 'ListHostedZones', 'GetHostedZone', 'ListTagsForResource'),
}
