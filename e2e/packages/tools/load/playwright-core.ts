import playwright from 'playwright-core'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/playwright-core.ts'

export const load = defineTool({
  name: 'playwright-core-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(playwright)),
})
