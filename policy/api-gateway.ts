import * as aws from '@pulumi/aws'
import { type Policies, validateResourceOfType } from '@pulumi/policy'
import { mandatoryInProduction } from './checked-stack.ts'

// https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html

export const apiGateway: Policies = [
  {
    name: 'APIGateway.1-execution-log',
    description: "A stage's method settings log errors.",
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.apigateway.MethodSettings, ({ settings }, _, report) => {
      const { loggingLevel = 'OFF' } = settings
      if (!['ERROR', 'INFO'].includes(loggingLevel)) report(`loggingLevel is ${loggingLevel}: make it ERROR or INFO.`)
    }),
  },
  {
    name: 'APIGateway.1-method-settings',
    description: 'A stage has method settings for all of its methods, without which it logs nothing.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateStack: ({ resources }, report) => {
      const hasStage = resources.some(resource => resource.isType(aws.apigateway.Stage))
      const hasSettings = resources.some(
        resource => resource.asType(aws.apigateway.MethodSettings)?.methodPath === '*/*',
      )
      if (hasStage && !hasSettings) report('No aws.apigateway.MethodSettings has the methodPath */*: add one.')
    },
  },
  {
    name: 'APIGateway.3-CKV_AWS_73-tracing',
    description: 'A stage is traced by X-Ray.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.apigateway.Stage, ({ xrayTracingEnabled }, _, report) => {
      if (xrayTracingEnabled !== true) report('Set xrayTracingEnabled to true.')
    }),
  },
  {
    // Advisory everywhere: a web ACL costs money each month, so a stack has one only if it names one.
    name: 'APIGateway.4-web-acl',
    description: 'A stage has a web ACL before it.',
    enforcementLevel: 'advisory',
    validateStack: ({ resources }, report) => {
      const hasStage = resources.some(resource => resource.isType(aws.apigateway.Stage))
      const hasWebAcl = resources.some(resource => resource.isType(aws.wafv2.WebAclAssociation))
      if (hasStage && !hasWebAcl) report('Set mcp:webAclArn to the ARN of a web ACL, if you have one.')
    },
  },
  {
    name: 'APIGateway.11-CKV_AWS_206-tls',
    description: 'A domain refuses TLS below 1.2.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.apigateway.DomainName, ({ securityPolicy }, _, report) => {
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
      if (/^(TLS_1_2$|SecurityPolicy_TLS1[23]_)/.test(securityPolicy ?? '')) return
      report(`securityPolicy is ${securityPolicy ?? 'not set'}: make it TLS_1_2, or a SecurityPolicy_TLS13_….`)
    }),
  },
  {
    name: 'CKV_AWS_76-access-log',
    description: 'A stage logs who called what.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.apigateway.Stage, ({ accessLogSettings }, _, report) => {
      if (accessLogSettings === undefined) report('Set accessLogSettings to a log group and a format.')
    }),
  },
  {
    name: 'CKV_AWS_276-no-data-trace',
    description: 'Requests are not logged whole, as they hold tokens.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.apigateway.MethodSettings, ({ settings }, _, report) => {
      if (settings.dataTraceEnabled === true) report('Set dataTraceEnabled to false.')
    }),
  },
]
