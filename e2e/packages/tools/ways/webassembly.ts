import { readFileSync } from 'node:fs'
import { defineTool } from '../../mcp/tool.ts'

const bytes = readFileSync(new URL('../../../lib/add.wasm', import.meta.url))
const module = new WebAssembly.Module(bytes)
const { exports } = new WebAssembly.Instance(module)

export const ways = defineTool({
  name: 'way-webassembly',
  description: 'Compiles WebAssembly while the module loads.',
  async run() {
    const add = exports.add as (a: number, b: number) => number
    const { instance } = await WebAssembly.instantiate(bytes)
    return JSON.stringify({
      sum: add(20, 22),
      again: Object.keys(instance.exports),
      kinds: WebAssembly.Module.exports(module),
    })
  },
})
