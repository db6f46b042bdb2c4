import dotenv from 'dotenv'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/dotenv.ts'

dotenv.config({ path: 'lib/settings.env', quiet: true })
const set = process.env.FROM_DOTENV

export const load = defineTool({
  name: 'dotenv-load',
  description: 'The same while the module loads.',
  run: () => JSON.stringify(set === 'a file' && check(dotenv)),
})
