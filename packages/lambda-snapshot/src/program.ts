import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeFlags } from './code-flags.ts'

const programs = join(import.meta.dirname, '../programs')

/** How a program of `programs/` ended. */
export interface Ended<Result> {
  /** What it wrote; undefined when it did not come to that. */
  result: Result | undefined
  /** What it had to say, where it failed. */
  reason: string
}

/**
 * Runs a program in a process of its own, under the flags that V8 will have where the server runs, without an environment and
 * in the folder. Beside the folder it gets the path of the file that it writes its result to, as JSON.
 *
 * @param flags more of Node's
 */
export function runProgram<Result>(name: string, folder: string, flags: readonly string[] = []): Ended<Result> {
  const temporary = mkdtempSync(join(tmpdir(), 'lambda-snapshot-'))
  const file = join(temporary, 'result.json')
  try {
    const args = [...codeFlags, '--no-warnings', ...flags, join(programs, name), folder, file]
    const { status, signal, stderr } = spawnSync(process.execPath, args, {
      ...{ cwd: folder, env: {}, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28 },
    })
    return {
      result: status === 0 && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined,
      reason: stderr.trim() || `it ended with ${signal ?? status}`,
    }
  } finally {
    rmSync(temporary, { recursive: true })
  }
}
