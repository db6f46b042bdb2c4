import type * as Parameters from '@aws-lambda-powertools/parameters/secrets'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(provider: Parameters.SecretsProvider) {
  await http()
  const secret = await provider.get('known', { transform: 'json', forceFetch: true })
  const error = await provider.get('none').catch(error => error)
  return { provider: provider.constructor.name, secret, error: [error.name, error.constructor.name] }
}

export const run = defineTool({
  name: 'aws-lambda-powertools-parameters-run',
  description: 'Reads a secret as JSON from a loopback server, which recomputes the signature.',
  async run() {
    const { SecretsProvider } = await import('@aws-lambda-powertools/parameters/secrets')
    return JSON.stringify(await check(new SecretsProvider()))
  },
})
