import * as aws from '@pulumi/aws'
import { type Policies, validateResourceOfType } from '@pulumi/policy'
import { mandatoryInProduction } from './checked-stack.ts'

// https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html

export const alarms: Policies = [
  {
    name: 'CloudWatch.15-alarm-action',
    description: 'An alarm tells somebody.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.cloudwatch.MetricAlarm, ({ alarmActions = [] }, _, report) => {
      if (alarmActions.length === 0) report('Set alarmActions to the ARN of a topic.')
    }),
  },
  {
    name: 'CloudWatch.17-alarm-actions-enabled',
    description: "An alarm's actions are not switched off.",
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.cloudwatch.MetricAlarm, ({ actionsEnabled }, _, report) => {
      if (actionsEnabled === false) report('Leave actionsEnabled out, or set it to true.')
    }),
  },
]
