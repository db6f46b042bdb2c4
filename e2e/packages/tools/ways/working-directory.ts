import { existsSync, readFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { defineTool } from '../../mcp/tool.ts'

const loaded = readFileSync('lib/data.txt', 'utf8')
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

export const ways = defineTool({
  name: 'way-working-directory',
  description: 'Reads files from the working directory, which is the project.',
  run: () =>
    JSON.stringify({
      loaded,
      now: readFileSync('./lib/data.txt', 'utf8'),
      manifest: manifest.name,
      tool: relative(process.cwd(), import.meta.filename),
      exists: [existsSync('app/tools'), existsSync(resolve('lib', basename('x/data.txt')))],
    }),
})
