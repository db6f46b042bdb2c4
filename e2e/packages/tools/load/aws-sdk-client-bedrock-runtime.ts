import * as bedrock from '@aws-sdk/client-bedrock-runtime'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-sdk-client-bedrock-runtime.ts'

const client = new bedrock.BedrockRuntimeClient()

export const load = defineTool({
  name: 'aws-sdk-client-bedrock-runtime-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(bedrock, client)),
})
