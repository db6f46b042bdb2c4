import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type JSZip from 'jszip'
import { defineTool } from '../../mcp/tool.ts'

export async function check(Zip: typeof JSZip) {
  const zip = new Zip()
  zip.file('māori.txt', 'kia ora', { date: new Date(Date.UTC(2024, 0, 1)) })
  const bytes = await zip.generateAsync({ type: 'nodebuffer', compression: 'STORE' })
  const again = await Zip.loadAsync(bytes)
  const stream = again.file('māori.txt')?.nodeStream().pipe(new PassThrough())
  return {
    text: stream && (await text(stream)),
    files: Object.keys(again.files),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    support: Zip.support,
    version: Zip.version,
  }
}

export const run = defineTool({
  name: 'jszip-run',
  description: 'Packs and unpacks, and knows that it runs in Node.',
  run: async () => JSON.stringify(await check((await import('jszip')).default)),
})
