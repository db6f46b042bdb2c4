import { openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineTool } from '../../mcp/tool.ts'

const loaded = JSON.parse(readFileSync(new URL('./data.json', import.meta.url), 'utf8'))

export const ways = defineTool({
  name: 'way-file-beside',
  description: 'Reads files beside the tool, while the module loads and in the call, by every kind of path.',
  run: async () =>
    JSON.stringify({
      loaded,
      url: readFileSync(new URL('data.txt', import.meta.url), 'utf8'),
      dirname: readFileSync(join(import.meta.dirname, 'data.txt'), 'utf8'),
      joined: readFileSync(`${import.meta.dirname}/../../../lib/data.txt`, 'utf8'),
      path: statSync(fileURLToPath(new URL('../../../lib', import.meta.url))).isDirectory(),
      blob: await (await openAsBlob(fileURLToPath(import.meta.resolve('./data.txt')))).text(),
      listed: readdirSync(import.meta.dirname).filter(name => name.startsWith('data.')),
      own: readFileSync(import.meta.filename, 'utf8').includes('by every kind of path'),
    }),
})
