import { type Kind, Refused, type Resource } from '../kind.ts'
import { account, regionOf, uuid } from './account.ts'

const arn = (resource: Resource, service: string, rest: string) =>
  `arn:aws:${service}:${regionOf(resource)}:${account}:${rest}`

/** logs/group.go: the schema's validation of `retention_in_days`. */
const retention = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
]

export const observability: Record<string, Kind> = {
  // logs/group.go
  'aws:cloudwatch/logGroup:LogGroup': {
    taken: 'ResourceAlreadyExistsException: The specified log group already exists',
    replaces: ['name', 'namePrefix', 'logGroupClass'],
    id: ({ inputs }) => String(inputs.name),
    check({ retentionInDays, name }) {
      if (typeof retentionInDays === 'number' && !retention.includes(retentionInDays))
        throw new Refused(
          'retentionInDays',
          `expected retention_in_days to be one of ${retention}, got ${retentionInDays}`,
        )
      if (typeof name === 'string' && !/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name))
        throw new Refused('name', `"name" isn't a valid log group name: ${name}`)
    },
    outputs: resource => ({ arn: arn(resource, 'logs', `log-group:${resource.inputs.name}`) }),
  },
  // logs/metric_filter.go
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': {
    replaces: ['name', 'logGroupName'],
    id: ({ inputs }) => String(inputs.name),
    create({ inputs, cloud }) {
      if (!cloud.find('aws:cloudwatch/logGroup:LogGroup', String(inputs.logGroupName)))
        throw new Error('ResourceNotFoundException: The specified log group does not exist.')
    },
  },
  // cloudwatch/metric_alarm.go. PutMetricAlarm overwrites.
  'aws:cloudwatch/metricAlarm:MetricAlarm': {
    replaces: ['name'],
    id: ({ inputs }) => String(inputs.name),
    outputs: resource => ({ arn: arn(resource, 'cloudwatch', `alarm:${resource.inputs.name}`) }),
  },
  // sns/topic.go. CreateTopic returns the one that there is.
  'aws:sns/topic:Topic': {
    replaces: ['name', 'namePrefix', 'fifoTopic'],
    id: resource => arn(resource, 'sns', String(resource.inputs.name)),
    outputs: resource => ({ arn: arn(resource, 'sns', String(resource.inputs.name)), owner: account }),
  },
  // sns/topic_policy.go
  'aws:sns/topicPolicy:TopicPolicy': {
    replaces: ['arn'],
    id: ({ inputs }) => String(inputs.arn),
    outputs: () => ({ owner: account }),
  },
  // sns/topic_subscription.go
  'aws:sns/topicSubscription:TopicSubscription': {
    replaces: ['topic', 'protocol', 'endpoint'],
    id: resource => `${resource.inputs.topic}:${uuid(resource)}`,
    outputs: resource => ({
      arn: `${resource.inputs.topic}:${uuid(resource)}`,
      ownerId: account,
      pendingConfirmation: true,
    }),
  },
}
