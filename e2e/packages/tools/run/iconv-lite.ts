import type iconv from 'iconv-lite'
import { defineTool } from '../../mcp/tool.ts'

export const check = ({ decode, encode, encodingExists }: typeof iconv) => ({
  japanese: encode('日本', 'Shift_JIS').toString('hex'),
  back: decode(Buffer.from('93fa967b', 'hex'), 'Shift_JIS'),
  western: encode('Grüße', 'win1252').toString('hex'),
  known: [encodingExists('big5'), encodingExists('none')],
})

export const run = defineTool({
  name: 'iconv-lite-run',
  description: 'Encodes and decodes Shift_JIS, by tables that it loads when they are needed.',
  run: async () => JSON.stringify(check((await import('iconv-lite')).default)),
})
