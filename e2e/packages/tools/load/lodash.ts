import lodash from 'lodash'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/lodash.ts'

// Keeps the clock that lodash found while it loaded.
const greet = lodash.debounce(() => 'hello', 1, { leading: true })

export const load = defineTool({
  name: 'lodash-load',
  description: 'The same, with a debounced function made while the module loads.',
  run: () => JSON.stringify(greet() === 'hello' && check(lodash)),
})
