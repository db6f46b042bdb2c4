import { arn, nameOf, type Permissions, type Statement, type Target } from '../statement.ts'

/** Logs, alarms, and whom they tell. */
export function logs(target: Target): Permissions {
  const group = (name: string) => arn(target, 'logs', `log-group:${name}`)
  // Some actions know a group with `:*` behind its name, others without.
  const groups: Statement['resources'] = [
    group(`/${target.project}/${target.stack}/*`),
    group(`API-Gateway-Execution-Logs_*/${target.stack}`),
    group(`API-Gateway-Execution-Logs_*/${target.stack}:*`),
  ]
  const alarms = arn(target, 'cloudwatch', `alarm:${nameOf(target)}-*`)
  const topics = arn(target, 'sns', `${nameOf(target)}-*`)
  return {
    read: [
      {
        reason: 'Alarms are looked for in the list of all',
        actions: ['cloudwatch:DescribeAlarms'],
        resources: [arn(target, 'cloudwatch', 'alarm:*')],
      },
      {
        // AWS's reference says that it takes a group, its machine-readable data that it takes none: not tried.
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
        reason: 'So are log groups',
        actions: ['logs:DescribeLogGroups'],
        resources: [group('*'), '*'],
      },
      {
        reason: 'Their details',
        actions: ['logs:ListTagsForResource', 'logs:DescribeMetricFilters', 'cloudwatch:ListTagsForResource'],
        resources: [...groups, alarms],
      },
      {
        reason: 'The topic of the alarms',
        actions: ['sns:GetTopicAttributes', 'sns:ListTagsForResource', 'sns:ListSubscriptionsByTopic'],
        resources: [topics],
      },
      {
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
        reason: 'The subscription by email. Knows no resources',
        actions: ['sns:GetSubscriptionAttributes'],
        resources: ['*'],
      },
    ],
    write: [
      {
        reason: 'Log groups of the stack, and the metric of failures in one of them',
        actions: [
          'logs:CreateLogGroup',
          'logs:DeleteLogGroup',
          'logs:PutRetentionPolicy',
          'logs:DeleteRetentionPolicy',
          'logs:TagResource',
          'logs:UntagResource',
          'logs:PutMetricFilter',
          'logs:DeleteMetricFilter',
        ],
        resources: groups,
      },
      {
        reason: 'Alarms of the stack',
        actions: [
          'cloudwatch:PutMetricAlarm',
          'cloudwatch:DeleteAlarms',
          'cloudwatch:TagResource',
          'cloudwatch:UntagResource',
        ],
        resources: [alarms],
      },
      {
        reason: 'The topic that they tell, and who has subscribed to it',
        actions: [
          'sns:CreateTopic',
          'sns:DeleteTopic',
          'sns:SetTopicAttributes',
          'sns:TagResource',
          'sns:UntagResource',
          'sns:Subscribe',
        ],
        resources: [topics],
      },
      {
        reason: 'Change and end a subscription. Know no resources',
        actions: ['sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
        resources: ['*'],
      },
    ],
  }
}
