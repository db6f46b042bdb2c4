import type OpenAI from 'openai'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(Client: typeof OpenAI, client: OpenAI) {
  await http()
  const question = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello' }] }
  const answer = await client.chat.completions.create(question)
  const stream = await client.chat.completions.create({ ...question, stream: true })
  const parts: unknown[] = []
  for await (const chunk of stream) parts.push(chunk.choices[0]?.delta.content)
  const stranger = client.withOptions({ apiKey: 'wrong' })
  const error = await stranger.chat.completions.create(question).catch(error => error)
  return {
    client: client.constructor.name,
    text: answer.choices[0]?.message.content,
    stream: [stream.constructor.name, parts],
    error: [error.constructor.name, error instanceof Client.AuthenticationError, error.message],
    headers: error.headers instanceof Headers,
  }
}

export const run = defineTool({
  name: 'openai-run',
  description: 'Completes, streams and is refused by a loopback server.',
  async run() {
    const { default: OpenAI } = await import('openai')
    return JSON.stringify(await check(OpenAI, new OpenAI()))
  },
})
