import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway'
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { StackConfig } from '../../infra/config/config.ts'
import { regionName } from '../../infra/config/names.ts'
import { awsError, isNamed } from '../release/aws-error.ts'
import { type Finding, good, missing, patience, unknown } from './finding.ts'

/** What AWS keeps unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const unreservable = 100

/** Region, credentials, concurrency, and API Gateway's log role. */
export async function accountFindings(stack: string, region: string, config: StackConfig): Promise<Finding[]> {
  if (!regionName.test(region)) {
    const set = `npx pulumi config set --stack ${stack} aws:region us-east-1`
    return [missing(`${region ? `"${region}" is not an AWS region` : 'No region is set'}: ${set}`)]
  }
  const settings = {
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: patience, requestTimeout: patience },
  }
  const lambda = new LambdaClient(settings)
  const of = <T>(asked: Promise<T>, then: (answer: T) => Finding) =>
    asked.then(then, error => unknown(`${awsError(error, stack)?.message ?? error}`))
  const credentials = await lambda.config.credentials().then(
    ({ accessKeyId }) => good(`Credentials of AWS: the key ${accessKeyId.slice(0, 4)}…`),
    error =>
      isNamed(error, 'CredentialsProviderError', 'TokenProviderError')
        ? missing('No credentials for AWS: `aws configure`, `aws sso login`, or AWS_PROFILE in the environment.')
        : unknown(`Credentials for AWS: ${error}`),
  )
  const regional = good(`Region ${region}`)
  if (credentials.state !== 'good') {
    return [regional, credentials, unknown("Concurrency and API Gateway's log role: not checked, without credentials")]
  }
  return [
    regional,
    credentials,
    await of(lambda.send(new GetAccountSettingsCommand()), ({ AccountLimit }) => concurrency(AccountLimit, config)),
    await of(new APIGatewayClient(settings).send(new GetAccountCommand()), ({ cloudwatchRoleArn }) =>
      logRole(stack, cloudwatchRoleArn, config),
    ),
  ]
}

interface Limit {
  ConcurrentExecutions?: number | undefined
  UnreservedConcurrentExecutions?: number | undefined
}

function concurrency(
  { ConcurrentExecutions: all = 0, UnreservedConcurrentExecutions: free = 0 }: Limit = {},
  config: StackConfig,
) {
  const { reservedConcurrency = 0, provisionedConcurrency = 0 } = config.lambda
  const wanted = Math.max(reservedConcurrency, provisionedConcurrency)
  if (wanted > 0 && free - wanted < unreservable) {
    return missing(
      `The stack keeps ${wanted} instances, and of the ${free} free ones of the account AWS keeps ${unreservable}: ask for more ` +
        '(Service Quotas → AWS Lambda → Concurrent executions), or keep none.',
    )
  }
  return good(
    `Lambda runs ${all} instances at once in this account${all < 100 ? ', which is low: ask for more in Service Quotas' : ''}`,
  )
}

function logRole(stack: string, role: string | undefined, { apiLogRole }: StackConfig): Finding {
  const set = (value: string) => `npx pulumi config set --stack ${stack} mcp:apiLogRole ${value}`
  if (apiLogRole === 'existing' && !role) {
    return missing(`The account has no log role of API Gateway's in this region: run bootstrap/, or ${set('create')}`)
  }
  if (apiLogRole === 'create' && role) {
    return good(`API Gateway logs with ${role}. If it is not this stack's own, leave it alone: ${set('existing')}`)
  }
  return good(role ? `API Gateway logs with ${role}` : "API Gateway's log role: the deployment makes it")
}
