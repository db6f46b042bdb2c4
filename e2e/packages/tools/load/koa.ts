import Koa from 'koa'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/koa.ts'

export const load = defineTool({
  name: 'koa-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(Koa)),
})
