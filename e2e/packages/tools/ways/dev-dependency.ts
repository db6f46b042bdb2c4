import { createRequire } from 'node:module'
import picocolors from 'picocolors'
import { defineTool } from '../../mcp/tool.ts'

const { devDependencies } = createRequire(import.meta.url)('../../../package.json')

export const ways = defineTool({
  name: 'way-dev-dependency',
  description: 'Imports a package that package.json lists in devDependencies.',
  run: () => JSON.stringify({ dev: 'picocolors' in devDependencies, red: picocolors.createColors(true).red('red') }),
})
