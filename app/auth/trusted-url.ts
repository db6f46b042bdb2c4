/** Names of this machine, the one by which a container calls its host among them. */
const thisMachine = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)$/

/**
 * Whether what is read from there may decide on tokens: nobody between can change it. That is https, and plain http where
 * nothing leaves the machine. A URL with a user in it is none: it would put a password into logs.
 */
export function isTrustedUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && thisMachine.test(hostname))
}
