import type { GoogleGenAI } from '@google/genai'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'

export async function check(client: GoogleGenAI) {
  await http()
  const answer = await client.models.generateContent({ model: 'gemini', contents: 'Hello' })
  const error = await client.models.generateContent({ model: 'none', contents: 'Hello' }).catch(error => error)
  return {
    client: client.constructor.name,
    answer: [answer.constructor.name, answer.text],
    error: [error.name, error.status],
  }
}

export const run = defineTool({
  name: 'google-genai-run',
  description: 'Asks, and is refused by, a loopback server.',
  async run() {
    const { GoogleGenAI } = await import('@google/genai')
    const httpOptions = { baseUrl: `${await http()}/google` }
    return JSON.stringify(await check(new GoogleGenAI({ apiKey: 'key', httpOptions })))
  },
})
