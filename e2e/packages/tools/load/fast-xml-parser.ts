import * as xml from 'fast-xml-parser'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/fast-xml-parser.ts'

export const load = defineTool({
  name: 'fast-xml-parser-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(xml)),
})
