import * as rx from 'rxjs'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/rxjs.ts'

export const load = defineTool({
  name: 'rxjs-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(rx)),
})
