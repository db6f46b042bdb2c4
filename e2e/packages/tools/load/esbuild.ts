import * as esbuild from 'esbuild'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/esbuild.ts'

export const load = defineTool({
  name: 'esbuild-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(esbuild)),
})
