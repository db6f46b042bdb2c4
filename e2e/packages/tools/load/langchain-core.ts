import * as messages from '@langchain/core/messages'
import * as prompts from '@langchain/core/prompts'
import * as testing from '@langchain/core/utils/testing'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/langchain-core.ts'

export const load = defineTool({
  name: 'langchain-core-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(messages, prompts, testing)),
})
