import { createHash } from 'node:crypto'
import type { createCanvas } from '@napi-rs/canvas'
import { defineTool } from '../../mcp/tool.ts'

export function check(create: typeof createCanvas) {
  const canvas = create(4, 4)
  const context = canvas.getContext('2d')
  context.fillStyle = 'rgb(0, 128, 255)'
  context.fillRect(1, 1, 2, 2)
  const { data } = context.getImageData(0, 0, 4, 4)
  return {
    pixel: [...context.getImageData(1, 1, 1, 1).data],
    sha256: createHash('sha256').update(data).digest('hex'),
    names: [canvas.constructor.name, context.constructor.name],
    png: canvas.toBuffer('image/png').subarray(1, 4).toString(),
  }
}

export const run = defineTool({
  name: 'napi-rs-canvas-run',
  description: 'Fills a rectangle (a native addon by platform).',
  run: async () => JSON.stringify(check((await import('@napi-rs/canvas')).createCanvas)),
})
