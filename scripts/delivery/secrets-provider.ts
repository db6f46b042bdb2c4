import { spawnSync } from 'node:child_process'
import { readStackFile } from '../../command-line/stack-file.ts'
import { fail } from './github.ts'

/** What `pulumi stack export` tells of what encrypts a stack's secrets. */
interface Exported {
  deployment?: { secrets_providers?: { type: string; state?: { url?: string } } }
}

/**
 * What encrypts the secrets in a stack's state: the provider's URL, `passphrase`, or undefined where nothing has been
 * deployed yet.
 */
export function providerOf({ deployment }: Exported): string | undefined {
  const provider = deployment?.secrets_providers
  if (provider === undefined || provider.type === '') return undefined
  return provider.type === 'cloud' ? provider.state?.url : provider.type
}

/**
 * Looks whether the state is encrypted by what the workflow's variable names. A stack that exists keeps its provider in
 * its state and in the file of the checkout that made it, not in the next one: there, Pulumi would take a passphrase for
 * want of another, an empty one as well, and encrypt everything anew by it (https://github.com/pulumi/pulumi/issues/16412).
 *
 * @returns whether the stack has yet to be told, as it has no state
 */
export function checkSecretsProvider(stack: string, wanted: string): boolean {
  const { status, stdout } = spawnSync('pulumi', ['stack', 'export', '--stack', stack, '--non-interactive'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  })
  if (status !== 0) fail(`The state of ${stack} cannot be read: Pulumi says why above.`)
  const found = providerOf(JSON.parse(stdout) as Exported)
  if (found === undefined) return readStackFile(stack).secretsProvider === undefined
  if (found === wanted) return false
  return fail(
    `The state of ${stack} is encrypted by ${found === 'passphrase' ? 'a passphrase' : found}, and ` +
      `PULUMI_SECRETS_PROVIDER says ${wanted}. Nothing was deployed.` +
      (found === 'passphrase'
        ? ' A deployment from a fresh checkout may have encrypted it again, with an empty passphrase.'
        : '') +
      `\nMove it, from a clone of the repository and with the rights of ${stack}'s deploy role:\n` +
      `  ${migration(stack, found, wanted)}\n` +
      (found === 'passphrase'
        ? lost
        : `Or set the variable: gh variable set PULUMI_SECRETS_PROVIDER --env ${stack} --body '${found}'`),
  )
}

/** The command that has been tried on such a stack: e2e/engine/delivery.test.ts */
function migration(stack: string, found: string, wanted: string): string {
  const passphrase = found === 'passphrase' || wanted === 'passphrase' ? "PULUMI_CONFIG_PASSPHRASE='' " : ''
  return `${passphrase}PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER=true npx pulumi stack change-secrets-provider '${wanted}' --stack ${stack}`
}

const lost =
  'Then replace the tokens and raise mcp:stateKey by two, in a deployment each: anybody who could read the state could read them.'
