import OpenAI from 'openai'
import { defineTool } from '../../tool.ts'
import { check } from '../run/openai.ts'

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY ?? 'unset' })

export const load = defineTool({
  name: 'openai-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(OpenAI, client)),
})
