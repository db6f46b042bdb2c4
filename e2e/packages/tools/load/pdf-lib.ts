import * as pdfLib from 'pdf-lib'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/pdf-lib.ts'

export const load = defineTool({
  name: 'pdf-lib-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(pdfLib)),
})
