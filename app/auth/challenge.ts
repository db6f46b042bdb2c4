/** RFC 6750, section 3.1. */
export type ChallengeError = 'invalid_token' | 'insufficient_scope'

interface Parameters {
  /** Absent where the caller sent no credentials. */
  error?: ChallengeError | undefined
  /** The scopes to ask for. */
  scope?: readonly string[] | undefined
  /** The address of the RFC 9728 document, which names the authorization server. */
  resourceMetadata?: string | undefined
}

/** The value of `WWW-Authenticate`: RFC 6750, section 3, and RFC 9728, section 5.1. */
export function challenge({ error, scope = [], resourceMetadata }: Parameters): string {
  const parameters = [
    ...(error ? [`error="${error}"`] : []),
    ...(scope.length > 0 ? [`scope="${scope.join(' ')}"`] : []),
    // A quote in it, as a Host header may hold, would end the parameter.
    ...(resourceMetadata ? [`resource_metadata="${resourceMetadata.replaceAll('"', '%22')}"`] : []),
  ]
  return `Bearer ${parameters.join(', ')}`.trim()
}
