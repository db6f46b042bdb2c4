import { execFile, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { defineTool } from '../../mcp/tool.ts'

const file = fileURLToPath(new URL('../workers/child.ts', import.meta.url))

export const ways = defineTool({
  name: 'way-child-process',
  description:
    'Forks a file beside the tool, which imports a package and the server’s own files, and runs Node as a program.',
  async run() {
    const child = fork(file, ['argument'], { env: { ...process.env, GREETING: 'of the child' } })
    child.send(21)
    const [answer] = await once(child, 'message')
    const [code] = await once(child, 'exit')
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      "import semver from 'semver'; console.log(semver.inc('1.2.3', 'minor'))",
    ])
    const { status } = spawnSync(process.execPath, ['-e', 'process.exit(3)'])
    return JSON.stringify({ answer, code, printed: stdout.trim(), status })
  },
})
