import 'reflect-metadata'
import * as tsyringe from 'tsyringe'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/tsyringe.ts'

export const load = defineTool({
  name: 'tsyringe-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(tsyringe)),
})
