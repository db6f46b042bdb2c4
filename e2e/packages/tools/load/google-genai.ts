import { GoogleGenAI } from '@google/genai'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/google-genai.ts'

const client = new GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: `${process.env.API_URL}/google` } })

export const load = defineTool({
  name: 'google-genai-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(client)),
})
