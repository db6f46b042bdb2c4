import type { QuickJSWASMModule } from 'quickjs-emscripten'
import { defineTool } from '../../mcp/tool.ts'

export function check(quickJs: QuickJSWASMModule) {
  const context = quickJs.newContext()
  const failed = context.evalCode('null.x')
  const error = failed.error && context.dump(failed.error)
  failed.error?.dispose()
  const sum = quickJs.evalCode('[1, 2, 3].reduce((a, b) => a + b) * 7')
  context.dispose()
  return { sum, error: error?.name, name: quickJs.constructor.name }
}

export const run = defineTool({
  name: 'quickjs-emscripten-run',
  description: 'Runs a script in another engine (WebAssembly, imported by name when it is needed).',
  async run() {
    const { getQuickJS } = await import('quickjs-emscripten')
    return JSON.stringify(check(await getQuickJS()))
  },
})
