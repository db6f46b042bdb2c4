import nunjucks from 'nunjucks'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/nunjucks.ts'

export const load = defineTool({
  name: 'nunjucks-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(nunjucks)),
})
