import { partitionOf } from '../region.ts'

/** What the environment of an instance tells about its function. */
export interface FunctionSettings {
  /** The function's name. */
  name: string
  /** Module and export: `app.handler`. */
  handler: string
  /** MB. Default: 1,024. */
  memorySize?: number
  /** What the function is configured by. Reserved names are Lambda's. Default: nothing. */
  environment?: Record<string, string>
  /** Default: JSON, as deployed. */
  logFormat?: 'JSON' | 'Text'
  /** Default: {@link defaultRegion}. */
  region?: string
}

/** The function's name in AWS, had it one. The account is that of AWS's documentation. */
export function arn({ name, region }: { name: string; region: string }): string {
  return `arn:${partitionOf(region)}:lambda:${region}:123456789012:function:${name}`
}

/**
 * The variables that Lambda sets, but credentials: there are none here.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function instanceEnvironment(
  { name, memorySize, environment, logFormat, region }: Required<FunctionSettings>,
  id: string,
): Record<string, string> {
  return {
    ...environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${id}`,
    TZ: ':UTC',
  }
}
