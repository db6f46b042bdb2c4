import { arn, type Context, iamArn, type Operations, type Owner, of, on } from './call.ts'

const lambda = of('lambda')
const ecr = of('ecr')

/** Hands a role over to a service. */
export const passRole = (role: string, service: string) =>
  on(role, ['iam:PassRole'], { 'iam:PassedToService': service })

export function functionCalls({ name }: Owner): Record<string, Operations> {
  const own = arn('lambda', `function:${name}-server-1234567`)
  const live = `${own}:live`
  // Who makes a function of an image has to be able to pull it.
  const pull = on(arn('ecr', `repository/${name}`), ecr('BatchGetImage', 'GetDownloadUrlForLayer'))
  const role = passRole(iamArn(`role/${name}-server-1234567`), 'lambda.amazonaws.com')
  const invoker: Context = { 'lambda:Principal': 'apigateway.amazonaws.com' }
  return {
    'aws:lambda/function:Function': {
      source: 'lambda/function.go', // A function of an image has no code signing to ask for.
      create: [
        ...on(own, lambda('CreateFunction', 'TagResource', 'GetFunction', 'PutFunctionConcurrency')),
        ...role,
        ...pull,
      ],
      read: on(own, lambda('GetFunction', 'ListVersionsByFunction', 'ListTags')),
      update: [
        ...on(own, lambda('UpdateFunctionConfiguration', 'UpdateFunctionCode', 'PublishVersion')),
        ...on(own, lambda('GetFunctionConfiguration', 'GetFunction', 'TagResource', 'UntagResource')),
        ...on(own, lambda('PutFunctionConcurrency', 'DeleteFunctionConcurrency')),
        ...role,
        ...pull,
      ],
      delete: on(own, lambda('DeleteFunction')),
    },
    'aws:lambda/alias:Alias': {
      source: 'lambda/alias.go',
      create: on(own, lambda('CreateAlias')),
      read: on(own, lambda('GetAlias')),
      update: on(own, lambda('UpdateAlias')),
      delete: on(own, lambda('DeleteAlias')),
    },
    'aws:lambda/permission:Permission': {
      source: 'lambda/permission.go',
      create: on(live, lambda('AddPermission'), invoker),
      read: on(live, lambda('GetPolicy')),
      delete: [...on(live, lambda('RemovePermission'), invoker), ...on(live, lambda('GetPolicy'))],
    },
    'aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig': {
      source: 'lambda/provisioned_concurrency_config.go',
      create: on(live, lambda('PutProvisionedConcurrencyConfig', 'GetProvisionedConcurrencyConfig')),
      read: on(live, lambda('GetProvisionedConcurrencyConfig')),
      update: on(live, lambda('PutProvisionedConcurrencyConfig', 'GetProvisionedConcurrencyConfig')),
      delete: on(live, lambda('DeleteProvisionedConcurrencyConfig')),
    },
  }
}
