import { get_encoding } from 'tiktoken'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/tiktoken.ts'

export const load = defineTool({
  name: 'tiktoken-load',
  description: 'The same, compiled while the module loads.',
  run: () => JSON.stringify(check(get_encoding)),
})
