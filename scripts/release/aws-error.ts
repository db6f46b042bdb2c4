import { Refusal } from './refusal.ts'

/** An error of AWS's as one sentence; undefined when the error is not AWS's. */
export function awsError(error: unknown, stack: string): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  const { name, message } = error
  if (/^AccessDenied/.test(name)) {
    const action = /not authorized to perform: ([\w:]+)/.exec(message)?.[1] ?? 'the action'
    return new Refusal(`AWS refuses ${action} on the stack "${stack}": allow it to this identity. AWS says: ${message}`)
  }
  if (unknownCaller.has(name)) {
    return new Refusal(`AWS does not know who calls (${message}): log in, as with \`aws sso login\`, and try again.`)
  }
  if (/^Region is missing/.test(message)) {
    return new Refusal('No AWS region is set: npx pulumi config set aws:region REGION, or set AWS_REGION.')
  }
  // Every answer of an AWS service that is an error, and nothing else, has this field:
  // https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/Class/ServiceException/
  if ('$fault' in error) return new Refusal(`AWS answers ${name} for the stack "${stack}": ${message}`)
  const { code, hostname, address } = error as { code?: unknown; hostname?: string; address?: string }
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) {
    return new Refusal(
      `AWS cannot be reached (${code} ${hostname ?? address ?? ''}): check the network and the region.`,
    )
  }
  return undefined
}

const unknownCaller = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'UnrecognizedClientException',
])

/** Whether an error of AWS's has one of these names. */
export function isNamed(error: unknown, ...names: string[]): error is Error {
  return error instanceof Error && names.includes(error.name)
}
