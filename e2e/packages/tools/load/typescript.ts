import ts from 'typescript'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/typescript.ts'

export const load = defineTool({
  name: 'typescript-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(ts)),
})
