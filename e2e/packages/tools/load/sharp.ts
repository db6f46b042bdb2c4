import sharp from 'sharp'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/sharp.ts'

sharp.cache(false)

export const load = defineTool({
  name: 'sharp-load',
  description: 'The same, set up while the module loads.',
  run: async () => JSON.stringify(await check(sharp)),
})
