import { getQuickJS } from 'quickjs-emscripten'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/quickjs-emscripten.ts'

const quickJs = await getQuickJS()

export const load = defineTool({
  name: 'quickjs-emscripten-load',
  description: 'The same with an engine awaited while the module loads.',
  run: () => JSON.stringify(check(quickJs)),
})
