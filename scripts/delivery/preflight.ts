import type { StackConfig } from '../../infra/config/config.ts'
import { readConfiguration } from './configuration.ts'
import { fail, output, required } from './github.ts'
import { regionOf } from './region.ts'

// Before there are credentials, and before anything is made: is everything there that the job will ask for, and may it be
// asked for? The secrets stay unread.

const stack = required('STACK')
const purpose = required('PURPOSE') as 'deploy' | 'preview' | 'rollback'
const has = (name: string) => Boolean(process.env[name])
const where = `repository → Settings → Environments → ${stack}`

if (purpose !== 'preview') requireBranch(required('BRANCH'), required('REF'))
output('credentials', findCredentials())
output('region', regionOf({ stack, variable: process.env.REGION ?? '', input: process.env.REGION_INPUT ?? '' }))
requireState()
if (purpose !== 'rollback') {
  const config = readConfiguration(stack)
  if (purpose === 'deploy') {
    requireAccount(config)
    requireTokens(config)
    output('attest', mayAttest())
  }
}

/** An environment without a rule for branches takes jobs of any: what prod runs, prod's reviewers have then not seen. */
function requireBranch(branch: string, ref: string): void {
  if (ref === `refs/heads/${branch}`) return
  fail(
    `${stack} is deployed from the branch ${branch}, and this run is of ${ref.replace('refs/heads/', '')}. ` +
      `Choose ${branch} where GitHub asks for "Use workflow from". If ${stack} has another branch, set the variable DEPLOY_BRANCH (${where}).`,
  )
}

function findCredentials(): 'oidc' | 'keys' {
  // A preview has a role of its own.
  if (has('AWS_PREVIEW_ROLE') || has('AWS_DEPLOY_ROLE')) return 'oidc'
  if (has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY')) return 'keys'
  return fail(
    `No credentials for AWS. Set the variable AWS_DEPLOY_ROLE (${where}; bootstrap/ makes the role and prints the command), ` +
      'or the secrets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY there.',
  )
}

function requireState(): void {
  if (has('PULUMI_BACKEND_URL') || has('PULUMI_ACCESS_TOKEN')) return
  fail(
    "No place for Pulumi's state. Set the variable PULUMI_BACKEND_URL (repository → Settings → Secrets and variables; " +
      'bootstrap/ prints the command), or the secret PULUMI_ACCESS_TOKEN for Pulumi Cloud.',
  )
}

/** What the role that bootstrap/ has made may not do, AWS would refuse half way. */
function requireAccount({ apiLogRole, permissionsBoundary, domain }: StackConfig): void {
  const { PERMISSIONS_BOUNDARY: boundary, AWS_DEPLOY_ROLE: role = '', DOMAIN = '' } = process.env
  if (!role.includes(':role/github/')) return
  const settings = [
    ...(apiLogRole === 'create' ? ['mcp:apiLogRole=existing'] : []),
    ...(boundary && permissionsBoundary !== boundary ? [`mcp:permissionsBoundary=${boundary}`] : []),
  ]
  if (settings.length > 0) {
    fail(
      `Pulumi.${stack}.yaml does not say what the account has: the deploy role makes no log role of API Gateway's, and no ` +
        `role without its boundary. Run this, and commit the file: npx node scripts/configure.ts ${stack} ${settings.join(' ')}`,
    )
  }
  if (domain && domain.name !== DOMAIN) {
    fail(
      `Pulumi.${stack}.yaml says mcp:domain.name ${domain.name}, and the deploy role may touch ${DOMAIN || 'no domain'}. ` +
        `An administrator lets it, in bootstrap/: npx pulumi config set --path bootstrap:domains.${stack} ${domain.name}, ` +
        'npx pulumi up, and the commands that it prints.',
    )
  }
}

function requireTokens({ authorization }: StackConfig): void {
  if (authorization === 'token' && !has('MANAGEMENT_API_KEY')) {
    fail(
      `The stack ${stack} asks its callers for a token, and there is none. Set the secret MANAGEMENT_API_KEY (${where}): ` +
        'openssl rand -hex 32 makes one.',
    )
  }
  if (has('MCP_CLIENT_ID') === has('MCP_CLIENT_SECRET')) return
  const [there, missing] = has('MCP_CLIENT_ID')
    ? ['variable MCP_CLIENT_ID', 'secret MCP_CLIENT_SECRET']
    : ['secret MCP_CLIENT_SECRET', 'variable MCP_CLIENT_ID']
  fail(
    `There is the ${there}, and no ${missing}: the smoke test needs both for a token, or neither. Set it (${where}).`,
  )
}

/**
 * Whether GitHub keeps attestations of this repository. Of a private one it does for organizations with Enterprise Cloud
 * only, and which plan one has a job cannot see: there it is tried.
 * https://docs.github.com/en/actions/concepts/security/artifact-attestations
 */
function mayAttest(): 'yes' | 'no' | 'try' {
  if (process.env.VISIBILITY === 'public') return 'yes'
  return process.env.OWNER_TYPE === 'User' ? 'no' : 'try'
}
