import semver from 'semver'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/semver.ts'

export const load = defineTool({
  name: 'semver-load',
  description: 'The same, imported while the module loads.',
  run: () => JSON.stringify(check(semver)),
})
