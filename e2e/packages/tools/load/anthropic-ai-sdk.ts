import Anthropic from '@anthropic-ai/sdk'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/anthropic-ai-sdk.ts'

const client = new Anthropic()

export const load = defineTool({
  name: 'anthropic-ai-sdk-load',
  description: 'The same with a client made while the module loads, by the variables that it reads itself.',
  run: async () => JSON.stringify(await check(Anthropic, client)),
})
