import * as aws from '@pulumi/aws'
import { type Policies, validateResourceOfType } from '@pulumi/policy'
import { advisoryInProduction, mandatoryInProduction } from './checked-stack.ts'
import { isSecret } from './secret-variable.ts'

// https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html
//
// Where only the presence of a value counts, `in` asks for it: to read one that a preview cannot know yet ends the check.

export const lambda: Policies = [
  {
    name: 'Lambda.1-no-public-invocation',
    description: 'A function is invoked by a service of AWS, for one source.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.lambda.Permission, (permission, _, report) => {
      const { principal } = permission
      if (!/^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(principal))
        report(`The principal is ${principal}: name a service of AWS.`)
      if (!('sourceArn' in permission)) report('Set sourceArn: without it, anybody can send the service here.')
    }),
  },
  {
    name: 'CKV_AWS_258-no-public-url',
    description: "A function's own URL is not open: it would lead past the authorizer.",
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.lambda.FunctionUrl, ({ authorizationType }, _, report) => {
      if (authorizationType !== 'AWS_IAM') report(`authorizationType is ${authorizationType}: make it AWS_IAM.`)
    }),
  },
  {
    name: 'Lambda.7-CKV_AWS_50-tracing',
    description: 'A function is traced by X-Ray.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.lambda.Function, ({ tracingConfig }, _, report) => {
      if (tracingConfig?.mode !== 'Active') report('Set tracingConfig.mode to Active.')
    }),
  },
  {
    name: 'CKV_AWS_45-no-secret-variable',
    description: "No secret stands in a function's environment, where everybody who may see the function reads it.",
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.lambda.Function, ({ environment }, _, report) => {
      for (const [name, value] of Object.entries(environment?.variables ?? {})) {
        if (!isSecret(name, value)) continue
        report(`${name} seems to hold a secret: keep it in Secrets Manager, and set the variable to its ARN.`)
      }
    }),
  },
  {
    // Advisory, and for production only: a new account has too little concurrency to reserve any of it.
    name: 'CKV_AWS_115-concurrency-limit',
    description: 'A function has a limit of its own on concurrency.',
    get enforcementLevel() {
      return advisoryInProduction()
    },
    validateResource: validateResourceOfType(aws.lambda.Function, ({ reservedConcurrentExecutions }, _, report) => {
      // The provider's own default is -1: no limit.
      if ((reservedConcurrentExecutions ?? -1) < 0)
        report('Set reservedConcurrentExecutions, if the account has some to spare.')
    }),
  },
  {
    name: 'Lambda-image-by-digest',
    description: 'A function names its image by digest, so that nothing else can take its place.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(aws.lambda.Function, ({ imageUri = '' }, _, report) => {
      if (!/@sha256:[0-9a-f]{64}$/.test(imageUri)) report(`imageUri is "${imageUri}": make it REPOSITORY@sha256:….`)
    }),
  },
  {
    name: 'Lambda-json-log',
    description: 'A function logs JSON into a log group of the stack, which has a retention.',
    get enforcementLevel() {
      return mandatoryInProduction()
    },
    validateResource: validateResourceOfType(aws.lambda.Function, ({ loggingConfig }, _, report) => {
      if (loggingConfig?.logFormat !== 'JSON') report('Set loggingConfig.logFormat to JSON.')
      if (!('logGroup' in (loggingConfig ?? {}))) report('Set loggingConfig.logGroup to a log group of the stack.')
    }),
  },
]
