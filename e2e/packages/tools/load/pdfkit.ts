import PDFDocument from 'pdfkit'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/pdfkit.ts'

export const load = defineTool({
  name: 'pdfkit-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(PDFDocument)),
})
