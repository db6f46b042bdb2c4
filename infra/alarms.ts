import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { StackConfig } from './config/config.ts'
import type { DeployedFunction } from './functions.ts'
import type { Scope } from './scope.ts'

export interface AlarmsArgs {
  api: aws.apigateway.RestApi
  stage: aws.apigateway.Stage
  server: DeployedFunction
  authorizer: DeployedFunction | undefined
}

/** What is watched, and the topic that is told. Returns the alarms that also stop a canary. */
export function createAlarms(scope: Scope, { api, stage, server, authorizer }: AlarmsArgs, config: StackConfig) {
  const { name, parent } = scope
  const topic = createTopic(scope, config)
  const alarm = (id: string, description: string, args: Partial<aws.cloudwatch.MetricAlarmArgs>) =>
    new aws.cloudwatch.MetricAlarm(
      `${name}-${id}`,
      {
        alarmDescription: description,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        statistic: 'Sum',
        period: 60,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        treatMissingData: 'notBreaching',
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        ...args,
      },
      { parent },
    )

  const ofApi = { namespace: 'AWS/ApiGateway', dimensions: { ApiName: api.name, Stage: stage.stageName } }
  const of = ({ lambda }: DeployedFunction) => ({ namespace: 'AWS/Lambda', dimensions: { FunctionName: lambda.name } })

  const stopping = [
    alarm('5xx', 'More than 1 % of the requests fail', {
      ...ofApi,
      metricName: '5XXError',
      statistic: 'Average',
      threshold: 0.01,
    }),
    alarm('errors', 'The server function crashes or runs out of time', { ...of(server), metricName: 'Errors' }),
  ]
  alarm('latency', 'One request in twenty takes more than half of the time there is', {
    namespace: ofApi.namespace,
    dimensions: ofApi.dimensions,
    metricName: 'Latency',
    statistic: undefined,
    extendedStatistic: 'p95',
    threshold: config.lambda.timeout * 500,
  })
  alarm('throttles', 'Calls of the server function are refused: its concurrency is used up', {
    ...of(server),
    metricName: 'Throttles',
  })
  if (authorizer) {
    const failures = countFailures(scope, authorizer)
    alarm('authorizer-errors', 'The authorizer fails, other than by refusing a token', failures)
    alarm('authorizer-throttles', 'Calls of the authorizer are refused: its concurrency is used up', {
      ...of(authorizer),
      metricName: 'Throttles',
    })
  }
  return { topic, stopping }
}

/**
 * Each refused token is an error to Lambda, so an alarm on those would let anybody page you. Counted instead: what the
 * runtime logs of an error, unless it is the refusal.
 */
function countFailures({ name, parent }: Scope, { log }: DeployedFunction) {
  const [namespace, metricName] = ['serverless-mcp', `${name}-authorizer-failures`]
  new aws.cloudwatch.LogMetricFilter(
    `${name}-authorizer`,
    {
      logGroupName: log.name,
      pattern: '{ ($.level = "ERROR") && ($.message.errorMessage != "Unauthorized") }',
      metricTransformation: { namespace, name: metricName, value: '1', defaultValue: '0' },
    },
    { parent },
  )
  return { namespace, metricName }
}

/**
 * Not encrypted by AWS's key, to which CloudWatch has no access: it would fail in silence.
 * https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
function createTopic({ name, parent }: Scope, { alarmEmail }: StackConfig): aws.sns.Topic {
  const topic = new aws.sns.Topic(`${name}-alarms`, {}, { parent })
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId
  const policy = pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topic.arn,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  })
  new aws.sns.TopicPolicy(`${name}-alarms`, { arn: topic.arn, policy }, { parent })
  if (alarmEmail !== undefined) {
    new aws.sns.TopicSubscription(
      `${name}-alarms`,
      { topic: topic.arn, protocol: 'email', endpoint: alarmEmail },
      { parent },
    )
  }
  return topic
}
