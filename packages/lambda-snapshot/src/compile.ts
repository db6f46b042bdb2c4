import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './program.ts'

/**
 * Has V8 write down the code of what was built into a folder, once for each way to start: V8 takes code that a process without
 * a snapshot has compiled in such a process only, and the other way round.
 *
 * @param folder where the server will run
 * @param blob the snapshot. Default: none
 * @returns why it cannot be done, where it cannot: V8 compiles the code when a process starts
 */
export function compile(folder: string, blob?: string): string | undefined {
  const mode = blob === undefined ? 'plain' : 'restored'
  for (const name of ['core', 'pack']) rmSync(join(folder, `${name}.${mode}.cache`), { force: true })
  const { result, reason } = runProgram('compile.cjs', folder, blob === undefined ? [] : ['--snapshot-blob', blob])
  return result === undefined ? reason : undefined
}
