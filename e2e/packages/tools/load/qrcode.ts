import qrcode from 'qrcode'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/qrcode.ts'

export const load = defineTool({
  name: 'qrcode-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(qrcode)),
})
