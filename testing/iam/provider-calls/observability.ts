import { arn, type Operations, type Owner, of, on } from './call.ts'

const logs = of('logs')
const cloudwatch = of('cloudwatch')
const sns = of('sns')

export function observabilityCalls({ stack, name }: Owner): Record<string, Operations> {
  const group = arn('logs', `log-group:/serverless-mcp/${stack}/server`)
  const alarm = arn('cloudwatch', `alarm:${name}-5xx-1234567`)
  // It asks for one by its name, and AWS for the right to see any.
  const lookUp = on(arn('cloudwatch', 'alarm:*'), cloudwatch('DescribeAlarms'))
  const topic = arn('sns', `${name}-alarms-1234567`)
  return {
    'aws:cloudwatch/logGroup:LogGroup': {
      source: 'logs/group.go',
      create: on(group, logs('CreateLogGroup', 'TagResource', 'PutRetentionPolicy')),
      read: [...on('*', logs('DescribeLogGroups')), ...on(group, logs('ListTagsForResource'))],
      update: on(group, logs('PutRetentionPolicy', 'DeleteRetentionPolicy', 'TagResource', 'UntagResource')),
      delete: on(group, logs('DeleteLogGroup')),
    },
    'aws:cloudwatch/logMetricFilter:LogMetricFilter': {
      source: 'logs/metric_filter.go',
      create: on(group, logs('PutMetricFilter')),
      read: on(group, logs('DescribeMetricFilters')),
      update: on(group, logs('PutMetricFilter')),
      delete: on(group, logs('DeleteMetricFilter')),
    },
    'aws:cloudwatch/metricAlarm:MetricAlarm': {
      source: 'cloudwatch/metric_alarm.go', // It looks first whether there is one of that name.
      create: [...lookUp, ...on(alarm, cloudwatch('PutMetricAlarm', 'TagResource'))],
      read: [...lookUp, ...on(alarm, cloudwatch('ListTagsForResource'))],
      update: on(alarm, cloudwatch('PutMetricAlarm', 'TagResource', 'UntagResource')),
      delete: on(alarm, cloudwatch('DeleteAlarms')),
    },
    'aws:sns/topic:Topic': {
      source: 'sns/topic.go',
      create: on(topic, sns('CreateTopic', 'TagResource', 'SetTopicAttributes')),
      read: on(topic, sns('GetTopicAttributes', 'ListTagsForResource')),
      update: on(topic, sns('SetTopicAttributes', 'TagResource', 'UntagResource')),
      delete: on(topic, sns('DeleteTopic')),
    },
    'aws:sns/topicPolicy:TopicPolicy': {
      source: 'sns/topic_policy.go', // In place of a deletion it puts the default policy there.
      create: on(topic, sns('SetTopicAttributes')),
      read: on(topic, sns('GetTopicAttributes')),
      update: on(topic, sns('SetTopicAttributes')),
      delete: on(topic, sns('SetTopicAttributes')),
    },
    'aws:sns/topicSubscription:TopicSubscription': {
      source: 'sns/topic_subscription.go', // One that nobody has confirmed yet has no ARN: it is looked for in the topic.
      create: on(topic, sns('Subscribe', 'ListSubscriptionsByTopic')),
      read: [...on('*', sns('GetSubscriptionAttributes')), ...on(topic, sns('ListSubscriptionsByTopic'))],
      update: on('*', sns('SetSubscriptionAttributes')),
      delete: on('*', sns('Unsubscribe')),
    },
  }
}
