import { readFileSync } from 'node:fs'
import { fail, output, required } from './github.ts'
import { regionOf } from './region.ts'

// Before anything is installed: is everything there that the deployment will ask for? The values stay unread.

const stack = required('STACK')
const has = (name: string) => Boolean(process.env[name])
const where = `repository → Settings → Environments → ${stack}`

// A preview has a role of its own and needs no more than that, and the state.
if (has('AWS_PREVIEW_ROLE')) {
  output('credentials', 'preview')
} else if (has('AWS_DEPLOY_ROLE')) {
  output('credentials', 'oidc')
} else if (has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY')) {
  output('credentials', 'keys')
} else {
  fail(
    `No credentials for AWS. Set the variable AWS_DEPLOY_ROLE (${where}; bootstrap/ makes the role and prints the command), ` +
      'or the secrets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY there.',
  )
}

output('region', regionOf({ stack, variable: process.env.REGION ?? '', input: process.env.REGION_INPUT ?? '' }))

if (!has('PULUMI_BACKEND_URL') && !has('PULUMI_ACCESS_TOKEN')) {
  fail(
    "No place for Pulumi's state. Set the variable PULUMI_BACKEND_URL (repository → Settings → Secrets and variables; " +
      'bootstrap/ prints the command), or the secret PULUMI_ACCESS_TOKEN for Pulumi Cloud.',
  )
}

// No package is installed yet that could read YAML; the key stands on a line of its own.
const asksForToken = /^ *mcp:authorization: *["']?token/m.test(readFileSync(`Pulumi.${stack}.yaml`, 'utf8'))
if (asksForToken && !has('MANAGEMENT_API_KEY') && !has('AWS_PREVIEW_ROLE')) {
  fail(
    `The stack ${stack} asks its callers for a token, and there is none. Set the secret MANAGEMENT_API_KEY (${where}): ` +
      'openssl rand -hex 32 makes one.',
  )
}

if (has('MCP_CLIENT_ID') !== has('MCP_CLIENT_SECRET')) {
  const [there, missing] = has('MCP_CLIENT_ID')
    ? ['variable MCP_CLIENT_ID', 'secret MCP_CLIENT_SECRET']
    : ['secret MCP_CLIENT_SECRET', 'variable MCP_CLIENT_ID']
  fail(
    `There is the ${there}, and no ${missing}: the smoke test needs both for a token, or neither. Set it (${where}).`,
  )
}
