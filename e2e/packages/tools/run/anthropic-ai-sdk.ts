import type Anthropic from '@anthropic-ai/sdk'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(Client: typeof Anthropic, client: Anthropic) {
  await http()
  const question = { model: 'claude', max_tokens: 8, messages: [{ role: 'user' as const, content: 'Hello' }] }
  const { content, usage } = await client.messages.create(question)
  const { response } = await client.messages.create(question).withResponse()
  const error = await client
    .withOptions({ apiKey: 'wrong' })
    .messages.create(question)
    .catch(error => error)
  return {
    client: client.constructor.name,
    content,
    tokens: usage.output_tokens,
    response: response instanceof Response,
    error: [error.constructor.name, error instanceof Client.AuthenticationError, error.status],
  }
}

export const run = defineTool({
  name: 'anthropic-ai-sdk-run',
  description: 'Asks, and is refused by, a loopback server.',
  async run() {
    const { default: Anthropic } = await import('@anthropic-ai/sdk')
    return JSON.stringify(await check(Anthropic, new Anthropic()))
  },
})
