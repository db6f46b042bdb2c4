import OpenAI from 'openai'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/openai.ts'

// Without OPENAI_API_KEY, as in the build, this throws.
const client = new OpenAI()

export const load = defineTool({
  name: 'openai-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(OpenAI, client)),
})
