import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { defineTool } from '../../mcp/tool.ts'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('better-sqlite3/package.json'))
const file = `${folder}/prebuilds/${process.platform}-${process.arch}.node`
const addon = require(file)

export const ways = defineTool({
  name: 'way-addon',
  description: 'Loads a native addon by its path, required and opened.',
  run() {
    const module = { exports: {} }
    process.dlopen(module, file, constants.dlopen.RTLD_NOW)
    return JSON.stringify({
      names: Object.keys(addon).sort(),
      again: Object.keys(module.exports).length > 0,
      cached: require(file) === addon,
    })
  },
})
