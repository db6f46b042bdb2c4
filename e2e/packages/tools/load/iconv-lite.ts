import iconv from 'iconv-lite'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/iconv-lite.ts'

export const load = defineTool({
  name: 'iconv-lite-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(iconv)),
})
