import { gunzipSync as nodeGunzip } from 'node:zlib'
import type * as Fflate from 'fflate'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ gunzipSync, gzip, gzipSync, strToU8 }: typeof Fflate) {
  const text = strToU8('kia ora '.repeat(1000))
  const packed = gzipSync(text, { mtime: 0, level: 9 })
  // In a worker, from the text of its own functions.
  const inWorker = await new Promise<Uint8Array>((resolve, reject) =>
    gzip(text, { mtime: 0, level: 9, consume: false }, (error, data) => (error ? reject(error) : resolve(data))),
  )
  return {
    size: packed.length,
    same: Buffer.compare(packed, inWorker) === 0,
    node: nodeGunzip(packed).length,
    back: gunzipSync(inWorker).length,
  }
}

export const run = defineTool({
  name: 'fflate-run',
  description: 'Compresses here and in a worker, which it makes from the text of its own functions.',
  run: async () => JSON.stringify(await check(await import('fflate'))),
})
