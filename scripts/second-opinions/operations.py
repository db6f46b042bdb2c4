"""Which operation of AWS takes each property that the programs set: as AWS's provider hands it on.

The paths are those of the source, https://github.com/hashicorp/terraform-provider-aws, below internal/service/. A
property goes to the member of its name, without regard to case and to the plural that Pulumi gives to lists; what
differs stands here.
"""

from typing import Any, Callable, NamedTuple


class Call(NamedTuple):
    service: str
    # Or the shape, where the operation takes a list of changes in place of the values.
    operation: str
    # A property's member, or what makes the members of its value. None: the provider keeps it for itself.
    members: dict[str, str | None | Callable[[Any], dict]] = {}
    # Whether it takes the properties that no call of the type names.
    rest: bool = True


def more(service, operation, **members):
    """A call beside the first, which takes no more than it names."""
    return Call(service, operation, members, rest=False)


def metric(value):
    names = {"name": "metricName", "namespace": "metricNamespace", "value": "metricValue"}
    given = {names.get(key, key): each for key, each in value.items()}
    if "defaultValue" in given:
        given["defaultValue"] = float(given["defaultValue"])
    return {"metricTransformations": [given]}


def alarms(value):
    return {"alarmConfiguration": {**value, "alarms": [{"name": name} for name in value["alarms"]]}}


def change(member):
    return lambda value: {"ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": {member: value}}]}}


def records(value):
    return change("ResourceRecords")([{"Value": each} for each in value])


def alias(value):
    [target] = value
    names = {"name": "DNSName", "zoneId": "HostedZoneId"}
    return change("AliasTarget")({names.get(key, key): each for key, each in target.items()})


def blocked(key):
    return lambda value: {"PublicAccessBlockConfiguration": {key: value}}


def rules(member):
    return lambda value: {member: {"Rules": value}}


CALLS: dict[str, list[Call]] = {
    # acm/certificate.go
    "aws:acm/certificate:Certificate": [Call("acm", "RequestCertificate")],
    # acm/certificate_validation.go: the names are what it waits for.
    "aws:acm/certificateValidation:CertificateValidation": [
        Call("acm", "DescribeCertificate", {"validationRecordFqdns": None})
    ],
    # apigateway/account.go
    "aws:apigateway/account:Account": [Call("apigateway", "Account")],
    # apigateway/base_path_mapping.go
    "aws:apigateway/basePathMapping:BasePathMapping": [
        Call("apigateway", "CreateBasePathMapping", {"restApi": "restApiId", "stageName": "stage"})
    ],
    # apigateway/deployment.go: triggers make a new one, and go nowhere.
    "aws:apigateway/deployment:Deployment": [
        Call("apigateway", "CreateDeployment", {"restApi": "restApiId", "triggers": None})
    ],
    # apigateway/domain_name.go
    "aws:apigateway/domainName:DomainName": [Call("apigateway", "CreateDomainName")],
    # apigateway/method_settings.go
    "aws:apigateway/methodSettings:MethodSettings": [
        Call("apigateway", "UpdateStage", {"restApi": "restApiId", "methodPath": None}),
        more("apigateway", "MethodSetting", settings=lambda value: value),
    ],
    # apigateway/rest_api.go
    "aws:apigateway/restApi:RestApi": [Call("apigateway", "CreateRestApi")],
    # apigateway/rest_api_put.go
    "aws:apigateway/restApiPut:RestApiPut": [Call("apigateway", "PutRestApi")],
    # apigateway/stage.go
    "aws:apigateway/stage:Stage": [
        Call(
            "apigateway",
            "CreateStage",
            {"restApi": "restApiId", "deployment": "deploymentId", "xrayTracingEnabled": "tracingEnabled"},
        ),
        more("apigateway", "AccessLogSettings", accessLogSettings=lambda value: value),
    ],
    # logs/group.go
    "aws:cloudwatch/logGroup:LogGroup": [
        Call("logs", "CreateLogGroup", {"name": "logGroupName"}),
        more("logs", "PutRetentionPolicy", name="logGroupName", retentionInDays="retentionInDays"),
    ],
    # logs/metric_filter.go
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
        Call(
            "logs",
            "PutMetricFilter",
            {"name": "filterName", "pattern": "filterPattern", "metricTransformation": metric},
        )
    ],
    # cloudwatch/metric_alarm.go
    "aws:cloudwatch/metricAlarm:MetricAlarm": [Call("cloudwatch", "PutMetricAlarm", {"name": "AlarmName"})],
    # codedeploy/app.go
    "aws:codedeploy/application:Application": [Call("codedeploy", "CreateApplication", {"name": "applicationName"})],
    # codedeploy/deployment_group.go
    "aws:codedeploy/deploymentGroup:DeploymentGroup": [
        Call("codedeploy", "CreateDeploymentGroup", {"appName": "applicationName", "alarmConfiguration": alarms})
    ],
    # ecr/lifecycle_policy.go
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": [
        Call("ecr", "PutLifecyclePolicy", {"repository": "repositoryName", "policy": "lifecyclePolicyText"})
    ],
    # ecr/repository.go
    "aws:ecr/repository:Repository": [
        Call("ecr", "CreateRepository", {"name": "repositoryName"}),
        more("ecr", "DeleteRepository", name="repositoryName", forceDelete="force"),
    ],
    # ecr/repository_policy.go
    "aws:ecr/repositoryPolicy:RepositoryPolicy": [
        Call("ecr", "SetRepositoryPolicy", {"repository": "repositoryName", "policy": "policyText"})
    ],
    # iam/openid_connect_provider.go
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": [Call("iam", "CreateOpenIDConnectProvider")],
    # iam/policy.go
    "aws:iam/policy:Policy": [Call("iam", "CreatePolicy", {"name": "PolicyName", "policy": "PolicyDocument"})],
    # iam/role.go
    "aws:iam/role:Role": [
        Call("iam", "CreateRole", {"name": "RoleName", "assumeRolePolicy": "AssumeRolePolicyDocument"})
    ],
    # iam/role_policy.go
    "aws:iam/rolePolicy:RolePolicy": [
        Call("iam", "PutRolePolicy", {"name": "PolicyName", "role": "RoleName", "policy": "PolicyDocument"})
    ],
    # iam/role_policy_attachment.go
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [Call("iam", "AttachRolePolicy", {"role": "RoleName"})],
    # kms/alias.go
    "aws:kms/alias:Alias": [Call("kms", "CreateAlias", {"name": "AliasName"})],
    # kms/key.go: EnableKeyRotation takes the key alone.
    "aws:kms/key:Key": [
        Call("kms", "CreateKey", {"enableKeyRotation": None}),
        more("kms", "ScheduleKeyDeletion", name="KeyId", deletionWindowInDays="PendingWindowInDays"),
    ],
    # lambda/alias.go
    "aws:lambda/alias:Alias": [Call("lambda", "CreateAlias")],
    # lambda/function.go
    "aws:lambda/function:Function": [
        Call(
            "lambda",
            "CreateFunction",
            {"name": "FunctionName", "imageUri": lambda value: {"Code": {"ImageUri": value}}},
        ),
        more(
            "lambda",
            "PutFunctionConcurrency",
            name="FunctionName",
            reservedConcurrentExecutions="ReservedConcurrentExecutions",
        ),
    ],
    # lambda/permission.go
    "aws:lambda/permission:Permission": [
        Call("lambda", "AddPermission", {"function": "FunctionName", "statementId": "StatementId"})
    ],
    # lambda/provisioned_concurrency_config.go
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": [
        Call("lambda", "PutProvisionedConcurrencyConfig")
    ],
    # route53/record.go
    "aws:route53/record:Record": [
        Call(
            "route53",
            "ChangeResourceRecordSets",
            {
                "zoneId": "HostedZoneId",
                "name": change("Name"),
                "type": change("Type"),
                "ttl": change("TTL"),
                "records": records,
                "aliases": alias,
            },
        )
    ],
    # s3/bucket.go, and the files of the same names
    "aws:s3/bucket:Bucket": [Call("s3", "CreateBucket")],
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
        Call("s3", "PutBucketLifecycleConfiguration", {"rules": rules("LifecycleConfiguration")})
    ],
    "aws:s3/bucketObject:BucketObject": [Call("s3", "PutObject", {"content": "Body", "kmsKeyId": "SSEKMSKeyId"})],
    "aws:s3/bucketPolicy:BucketPolicy": [Call("s3", "PutBucketPolicy")],
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
        Call(
            "s3",
            "PutPublicAccessBlock",
            {
                key: blocked(key)
                for key in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
            },
        )
    ],
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
        Call("s3", "PutBucketEncryption", {"rules": rules("ServerSideEncryptionConfiguration")})
    ],
    "aws:s3/bucketVersioning:BucketVersioning": [Call("s3", "PutBucketVersioning")],
    # sns/topic.go, sns/topic_policy.go, sns/topic_subscription.go
    "aws:sns/topic:Topic": [Call("sns", "CreateTopic", {"name": "Name"})],
    "aws:sns/topicPolicy:TopicPolicy": [
        Call(
            "sns",
            "SetTopicAttributes",
            {"arn": "TopicArn", "policy": lambda value: {"AttributeName": "Policy", "AttributeValue": value}},
        )
    ],
    "aws:sns/topicSubscription:TopicSubscription": [Call("sns", "Subscribe", {"topic": "TopicArn"})],
    # wafv2/web_acl_association.go
    "aws:wafv2/webAclAssociation:WebAclAssociation": [Call("wafv2", "AssociateWebACL")],
}
