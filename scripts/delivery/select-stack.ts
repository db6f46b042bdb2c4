import { pulumi } from '../pulumi.ts'
import { readStackFile, says } from '../stack-file.ts'
import { required } from './github.ts'

// Logs in to the backend, makes or selects the stack, and hands region and token to Pulumi. The stack's file is changed in
// this checkout only.

const stack = required('STACK')
const { PULUMI_BACKEND_URL, PULUMI_SECRETS_PROVIDER, MANAGEMENT_API_KEY } = process.env

await pulumi(['login', ...(PULUMI_BACKEND_URL ? [PULUMI_BACKEND_URL] : [])])
const provider = PULUMI_SECRETS_PROVIDER ? ['--secrets-provider', PULUMI_SECRETS_PROVIDER] : []
await pulumi(['stack', 'select', '--create', ...provider, stack])
await pulumi(['config', 'set', '--stack', stack, 'aws:region', required('AWS_REGION')])
if (says(readStackFile(stack), 'mcp:authorization', 'token')) {
  await pulumi(['config', 'set', '--stack', stack, '--path', '--secret', 'mcp:tokens[0]'], MANAGEMENT_API_KEY)
}
