import { createHash } from 'node:crypto'
import type * as PdfLib from 'pdf-lib'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ PDFDocument, rgb, StandardFonts }: typeof PdfLib) {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const font = await pdf.embedFont(StandardFonts.TimesRoman)
  const page = pdf.addPage([200, 100])
  page.drawText('Invoice 7', { x: 10, y: 50, font, size: 18, color: rgb(0, 0.5, 0) })
  const bytes = await pdf.save({ useObjectStreams: false })
  const again = await PDFDocument.load(bytes)
  return {
    width: font.widthOfTextAtSize('Invoice 7', 18),
    pages: again.getPages().map(one => one.getSize()),
    names: [pdf.constructor.name, page.constructor.name, font.name],
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

export const run = defineTool({
  name: 'pdf-lib-run',
  description: 'Draws a page and reads it again.',
  run: async () => JSON.stringify(await check(await import('pdf-lib'))),
})
