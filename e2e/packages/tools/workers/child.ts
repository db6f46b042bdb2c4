import semver from 'semver'
import { ToolError } from '../../mcp/tool.ts'

process.once('message', (n: number) => {
  const error = new ToolError('inner')
  const main = [import.meta.main, process.argv[2]]
  process.send?.(
    { twice: n * 2, clean: semver.clean(' =v1.2.3 '), error: error.name, greeting: process.env.GREETING, main },
    () => process.exit(7),
  )
})
