import type ExcelJS from 'exceljs'
import { defineTool } from '../../mcp/tool.ts'

export async function check(excel: typeof ExcelJS) {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('Sums')
  sheet.addRow([20, 22, { formula: 'A1+B1', result: 42 }])
  sheet.addRow(['Ōtautahi', new Date(0)])
  const again = new excel.Workbook()
  await again.xlsx.load(await book.xlsx.writeBuffer())
  const read = again.getWorksheet('Sums')
  return {
    book: book.constructor.name,
    first: read?.getRow(1).values,
    second: read?.getRow(2).values,
    formula: read?.getCell('C1').type === excel.ValueType.Formula,
  }
}

export const run = defineTool({
  name: 'exceljs-run',
  description: 'Writes a workbook and reads it again.',
  run: async () => JSON.stringify(await check((await import('exceljs')).default)),
})
