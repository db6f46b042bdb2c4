import { createCanvas } from '@napi-rs/canvas'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/napi-rs-canvas.ts'

export const load = defineTool({
  name: 'napi-rs-canvas-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(createCanvas)),
})
