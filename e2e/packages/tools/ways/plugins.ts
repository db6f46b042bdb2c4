import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { defineTool } from '../../mcp/tool.ts'

const folder = new URL('../plugins/', import.meta.url)
const names = readdirSync(folder).sort()
const plugins = await Promise.all(names.map(async name => (await import(new URL(name, folder).href)).default))

export const ways = defineTool({
  name: 'way-plugins',
  description: 'Imports every file of a folder, by names that are known when it runs.',
  async run() {
    const require = createRequire(import.meta.url)
    const computed = await import(`../plugins/${['dou', 'ble'].join('')}.ts`)
    const absolute = await import(pathToFileURL(`${import.meta.dirname}/../plugins/square.ts`).href)
    const packages = ['semver', 'nanoid'].map(name => typeof require(name))
    return JSON.stringify({
      names,
      values: plugins.map(plugin => plugin(7)),
      same: computed.default === plugins[0],
      square: absolute.default === plugins[1],
      packages,
    })
  },
})
