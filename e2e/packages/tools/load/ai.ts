import * as ai from 'ai'
import * as test from 'ai/test'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ai.ts'

export const load = defineTool({
  name: 'ai-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(ai, test)),
})
