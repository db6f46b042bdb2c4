import { join } from 'node:path'
import { FunctionError } from 'lambda-local'
import { aborted } from './aborted.ts'
import { type Build, BuildError, root } from './build/build.ts'
import type { Deployment } from './deployment.ts'
import { watchFolder } from './watch.ts'

export interface RestartOptions {
  build: Build
  deployment: Deployment
  /** How many instances of the server start ahead of any call. */
  instances: number
  /** Gives a restart up. */
  signal: AbortSignal
  log(line: string): void
}

/** Builds anew and restarts the functions whenever `app/` changes. A build that fails leaves them as they are. */
export function restartOnChange({ build, deployment, instances, signal, log }: RestartOptions): AsyncDisposable {
  return watchFolder(join(root, 'app'), async () => {
    try {
      if (!(await build.update())) return
      log(`Changed: ${build.description}`)
      await Promise.race([deployment.restart(instances), aborted(signal)])
      if (!signal.aborted) log('Restarted.')
    } catch (error) {
      if (signal.aborted || error instanceof FunctionError) return // Its instance has said why.
      if (error instanceof BuildError) log(`${error.message} The functions keep running as they were.`)
      else log(`Not restarted: ${(error as Error).message}`)
    }
  })
}
