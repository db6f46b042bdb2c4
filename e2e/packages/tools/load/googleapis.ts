import { google } from 'googleapis'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/googleapis.ts'

export const load = defineTool({
  name: 'googleapis-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(google)),
})
