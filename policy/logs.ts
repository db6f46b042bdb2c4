import * as aws from '@pulumi/aws'
import { type Policies, validateResourceOfType } from '@pulumi/policy'
import { advisoryInProduction } from './checked-stack.ts'

export const logs: Policies = [
  {
    name: 'CKV_AWS_66-log-retention',
    description: 'A log group forgets.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.cloudwatch.LogGroup, ({ retentionInDays = 0 }, _, report) => {
      if (retentionInDays === 0) report('It keeps its events for ever: set retentionInDays (mcp:logRetentionDays).')
    }),
  },
  {
    // Advisory: how long logs must be kept, and how long they may be, is for an organisation to say; a stack that tests
    // releases counts as production too.
    name: 'CKV_AWS_338-log-retention-of-a-year',
    description: 'A log group keeps its events for a year, or for ever.',
    get enforcementLevel() {
      return advisoryInProduction()
    },
    validateResource: validateResourceOfType(aws.cloudwatch.LogGroup, ({ retentionInDays = 0 }, _, report) => {
      if (retentionInDays === 0 || retentionInDays >= 365) return
      report(`It keeps them for ${retentionInDays} days: set mcp:logRetentionDays to 365 or more.`)
    }),
  },
]
