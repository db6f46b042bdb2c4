import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOwnFolder } from './leftovers.ts'

/** How an environment is handed to `docker run`. Removed when it goes out of scope. */
export interface EnvFile extends Disposable {
  /** Arguments of `docker run`. */
  args: string[]
  /** What Docker's client has to have in its own environment. */
  variables: Record<string, string>
}

/**
 * Puts an environment where Docker's client reads it and nobody else does: every user of a machine can read the command lines
 * of its processes. In a file, not in the client's own environment, as its HOME, PATH and DOCKER_HOST are not the function's.
 * A file of Docker's has no way to write a line break: a value that has one goes through the client's environment.
 */
export function createEnvFile(environment: Record<string, string>): EnvFile {
  const folder = createOwnFolder()
  const path = join(folder, 'env')
  const entries = Object.entries(environment)
  const isLong = ([, value]: [string, string]) => /[\r\n]/.test(value)
  const lines = entries.filter(entry => !isLong(entry)).map(([name, value]) => `${name}=${value}\n`)
  const long = entries.filter(isLong)
  writeFileSync(path, lines.join(''), { mode: 0o600 })
  return {
    args: [`--env-file=${path}`, ...long.map(([name]) => `--env=${name}`)],
    variables: Object.fromEntries(long),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
