import JSZip from 'jszip'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/jszip.ts'

export const load = defineTool({
  name: 'jszip-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(JSZip)),
})
