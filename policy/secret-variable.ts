/** Words of a variable's name that promise a secret: `GITHUB_TOKEN` and `apiKey` have one, `TOKENIZER` has none. */
const secretName =
  /(^|_)(token|secret|password|passwd|passphrase|credential|(api|access|private|signing|state)_?key)s?(_|$)/i

/** What makes such a name harmless: it stands for the way to a secret, or for a number of tokens. */
const harmlessName = /^(max|min)_|_(arn|id|name|path|url|count|limit|length|seconds|ttl)$/i

/** What may stand under such a name all the same. */
const harmlessValue = /^(true|false|arn:aws[\w-]*:.+)?$/

/** Only under a name that says so, as a key of 32 bytes looks the same in hex. */
const digestName = /_(digest|hash|sha256)(es|s)?$/i
const digests = /^[0-9a-f]{64}(\s*,\s*[0-9a-f]{64})*$/i

/**
 * The one secret that is let be: the server's own keys, which only sign what a caller brings back a minute later. Whoever
 * may read the function's configuration may change its code, too.
 */
const isStateKeys = (name: string, value: string) =>
  name === 'STATE_KEYS' && /^[0-9a-f]{64}(,[0-9a-f]{64})?$/.test(value)

/** What is a secret under any name: the id of an AWS access key, and a private key. */
const secretValue = /(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Whether an environment variable seems to hold a secret. */
export function isSecret(name: string, value: string): boolean {
  if (secretValue.test(value)) return true
  if (isStateKeys(name, value)) return false
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  if (!secretName.test(words) || harmlessName.test(words) || harmlessValue.test(value)) return false
  return !(digestName.test(words) && digests.test(value))
}
