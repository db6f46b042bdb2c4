import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-lambda-powertools-parameters.ts'

const provider = new SecretsProvider()

export const load = defineTool({
  name: 'aws-lambda-powertools-parameters-load',
  description: 'The same with a provider made while the module loads.',
  run: async () => JSON.stringify(await check(provider)),
})
