import ExcelJS from 'exceljs'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/exceljs.ts'

export const load = defineTool({
  name: 'exceljs-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(ExcelJS)),
})
