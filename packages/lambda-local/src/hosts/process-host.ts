import { extname, join, resolve } from 'node:path'
import { secretPath } from '../lambda/runtime-address.ts'
import { startChild } from './child.ts'
import { killGroup } from './group.ts'
import type { Host } from './host.ts'

/** JavaScript where the package is installed. */
const runtime = join(import.meta.dirname, `runtime${extname(import.meta.filename)}`)

/**
 * Runs a bundle in child processes of this Node, for a machine without Docker: the same protocol, not the same runtime,
 * operating system or file system.
 *
 * @param bundle the folder that `npm run build` writes: `/var/task` in the image
 */
export function processHost({ bundle }: { bundle: string }): Host {
  return {
    notice: `No container: ${bundle} runs in child processes of Node.js ${process.version}, by a loop that stands in for Lambda's runtime.`,

    async network() {
      return { listen: '127.0.0.1', createAddress: () => secretPath('127.0.0.1') }
    },

    launch({ handler, memorySize, environment, print }) {
      const variables = { ...inherited(), ...environment, _HANDLER: handler, LAMBDA_TASK_ROOT: resolve(bundle) }
      const args = [...lambdaFlags(memorySize), runtime]
      const { process: child, ended } = startChild(process.execPath, args, { cwd: bundle, env: variables, print })
      // What the function has started goes with it, as it would with a container.
      const gone = ended.finally(() => killGroup(child, 'SIGKILL'))
      return {
        ended: gone,
        async kill() {
          child.kill('SIGKILL')
          await gone
        },
      }
    },
  }
}

/**
 * The flags of Lambda's bootstrap, and no others: what they allow, its limits and what its errors look like, is as in the
 * image. Of the memory it leaves the heap nine tenths, and the young generation one twentieth.
 */
function lambdaFlags(memorySize: number): string[] {
  const share = (percent: number) => Math.floor((memorySize * percent) / 100)
  return [
    '--expose-gc',
    '--max-http-header-size=81920',
    `--max-semi-space-size=${share(5)}`,
    `--max-old-space-size=${share(90)}`,
  ]
}

/** What a process cannot start without; nothing else, so that nothing works here that would be missing in Lambda. */
function inherited(): NodeJS.ProcessEnv {
  const names = ['PATH', 'TMPDIR', 'TEMP', 'SystemRoot']
  return Object.fromEntries(names.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
}
