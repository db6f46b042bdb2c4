import { createHash } from 'node:crypto'
import type sharp from 'sharp'
import { defineTool } from '../../mcp/tool.ts'

/** Only moves pixels: what is reckoned with them may differ from one processor to another. */
export async function check(draw: typeof sharp) {
  const red = draw({ create: { width: 4, height: 2, channels: 3, background: '#ff0000' } })
  const png = await red.extend({ left: 1, background: '#0000ff' }).png().toBuffer()
  const { data, info } = await draw(png).flop().raw().toBuffer({ resolveWithObject: true })
  const error = await draw(Buffer.from('no image'))
    .metadata()
    .catch(error => error)
  return {
    version: draw.versions.sharp,
    size: [info.width, info.height, info.channels],
    sha256: createHash('sha256').update(data).digest('hex'),
    error: error.message,
    name: draw(png).constructor.name,
  }
}

export const run = defineTool({
  name: 'sharp-run',
  description: 'Draws, encodes, decodes and mirrors an image (a native addon by platform).',
  run: async () => JSON.stringify(await check((await import('sharp')).default)),
})
