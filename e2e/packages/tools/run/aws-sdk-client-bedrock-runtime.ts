import type * as Bedrock from '@aws-sdk/client-bedrock-runtime'
import { defineTool } from '../../mcp/tool.ts'
import { http2 } from '../../servers/http2.ts'

export async function check(bedrock: typeof Bedrock, client: Bedrock.BedrockRuntimeClient) {
  await http2()
  const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }]
  const { output, usage } = await client.send(new bedrock.ConverseCommand({ modelId: 'model:0', messages }))
  return {
    client: client.constructor.name,
    handler: client.config.requestHandler.constructor.name,
    text: output?.message?.content?.[0]?.text,
    tokens: usage?.totalTokens,
  }
}

export const run = defineTool({
  name: 'aws-sdk-client-bedrock-runtime-run',
  description: 'Talks to a model on a loopback server over HTTP/2, which recomputes the signature.',
  async run() {
    const bedrock = await import('@aws-sdk/client-bedrock-runtime')
    return JSON.stringify(await check(bedrock, new bedrock.BedrockRuntimeClient()))
  },
})
