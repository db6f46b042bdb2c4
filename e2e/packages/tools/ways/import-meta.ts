import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { defineTool } from '../../mcp/tool.ts'

const { dirname, filename, main, url } = import.meta
const root = fileURLToPath(new URL('../../..', import.meta.url))
const from = (address: string) => relative(root, fileURLToPath(address))

export const ways = defineTool({
  name: 'way-import-meta',
  description: 'Says what import.meta knows, as paths below the project.',
  run: () =>
    JSON.stringify({
      dirname: relative(root, dirname),
      filename: relative(root, filename),
      url: [url === pathToFileURL(filename).href, from(url)],
      main: [main, typeof import.meta.main],
      resolved: [
        from(import.meta.resolve('./data.json')),
        from(import.meta.resolve('lodash')),
        import.meta.resolve('fs'),
      ],
      package: from(import.meta.resolve('semver/package.json')),
      required: relative(root, createRequire(url).resolve('nanoid')),
      keys: Object.keys(import.meta).sort(),
    }),
})
