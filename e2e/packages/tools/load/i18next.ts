import { createInstance } from 'i18next'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/i18next.ts'

export const load = defineTool({
  name: 'i18next-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(createInstance)),
})
