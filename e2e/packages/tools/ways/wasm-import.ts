import { add } from '../../../lib/add.wasm'
import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-wasm-import',
  description: 'Imports WebAssembly as a module.',
  run: () => JSON.stringify({ sum: add(20, 22) }),
})
