import * as secrets from '@aws-sdk/client-secrets-manager'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-sdk-client-secrets-manager.ts'

const client = new secrets.SecretsManagerClient()

export const load = defineTool({
  name: 'aws-sdk-client-secrets-manager-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(secrets, client)),
})
