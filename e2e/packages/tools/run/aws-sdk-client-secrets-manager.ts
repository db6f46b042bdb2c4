import type * as Secrets from '@aws-sdk/client-secrets-manager'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(secrets: typeof Secrets, client: Secrets.SecretsManagerClient) {
  await http()
  const get = (SecretId: string) => client.send(new secrets.GetSecretValueCommand({ SecretId }))
  const { SecretString, CreatedDate } = await get('known')
  const error = await get('none').catch(error => error)
  return {
    client: client.constructor.name,
    secret: SecretString,
    created: CreatedDate instanceof Date && CreatedDate.toISOString(),
    error: [error.name, error instanceof secrets.ResourceNotFoundException],
  }
}

export const run = defineTool({
  name: 'aws-sdk-client-secrets-manager-run',
  description: 'Reads a secret from a loopback server, which recomputes the signature.',
  async run() {
    const secrets = await import('@aws-sdk/client-secrets-manager')
    return JSON.stringify(await check(secrets, new secrets.SecretsManagerClient()))
  },
})
