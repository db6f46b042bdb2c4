import { readStackFile, says } from '../../command-line/stack-file.ts'
import { pulumi } from '../deploy/pulumi.ts'
import { required } from './github.ts'
import { checkSecretsProvider } from './secrets-provider.ts'

// Logs in to the backend, makes or selects the stack, and hands region and token to Pulumi. The stack's file is changed in
// this checkout only.

const stack = required('STACK')
const region = required('AWS_REGION')
const { PULUMI_BACKEND_URL, PULUMI_SECRETS_PROVIDER: provider, MANAGEMENT_API_KEY } = process.env

await pulumi(['login', ...(PULUMI_BACKEND_URL ? [PULUMI_BACKEND_URL] : [])])
await pulumi(['stack', 'select', '--create', ...(provider ? ['--secrets-provider', provider] : []), stack])
// An earlier job may have made it, and ended before it had a state that could tell.
if (provider && checkSecretsProvider(stack, provider)) {
  await pulumi(['stack', 'change-secrets-provider', provider, '--stack', stack])
}
if (!readStackFile(stack).config['aws:region']) await pulumi(['config', 'set', '--stack', stack, 'aws:region', region])
if (says(readStackFile(stack), 'mcp:authorization', 'token')) {
  await pulumi(['config', 'set', '--stack', stack, '--path', '--secret', 'mcp:tokens[0]'], MANAGEMENT_API_KEY)
}
