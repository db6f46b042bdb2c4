import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type PDFDocument from 'pdfkit'
import { defineTool } from '../../mcp/tool.ts'

export async function check(Document: typeof PDFDocument) {
  const pdf = new Document({ compress: false, info: { CreationDate: new Date(0), ModDate: new Date(0) } })
  pdf.font('Times-Roman').fontSize(20).text('Kia ora', 50, 50).circle(100, 200, 50).fill('#ff0000')
  const width = pdf.widthOfString('Kia ora')
  pdf.end()
  const bytes = await buffer(pdf)
  return { width, document: pdf.constructor.name, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export const run = defineTool({
  name: 'pdfkit-run',
  description: 'Draws text and a circle (metrics of fonts, files of its own).',
  run: async () => JSON.stringify(await check((await import('pdfkit')).default)),
})
