import { Marked } from 'marked'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/marked.ts'

const marked = new Marked({ gfm: true })

export const load = defineTool({
  name: 'marked-load',
  description: 'The same with a parser made while the module loads.',
  run: () => JSON.stringify(check(marked)),
})
