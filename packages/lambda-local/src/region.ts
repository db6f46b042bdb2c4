/** The region of whatever does not say one: of tests, and of a stack whose file and environment name none. */
export const defaultRegion = 'us-east-1'

/** What an ARN begins with there: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
