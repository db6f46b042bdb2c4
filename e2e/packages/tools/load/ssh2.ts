import ssh2 from 'ssh2'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ssh2.ts'

export const load = defineTool({
  name: 'ssh2-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(ssh2)),
})
