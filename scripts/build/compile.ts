import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { codeFlags } from './code-flags.ts'

/**
 * Makes `server.cache`, the compiled code of the server that `scripts/build.ts` put into the folder: what a process without
 * a snapshot need not compile. None where the server cannot be loaded in the build.
 *
 * @param folder where the server will run
 */
export function compile(folder: string): void {
  rmSync(join(folder, 'server.cache'), { force: true })
  try {
    execFileSync(process.execPath, [...codeFlags, join(import.meta.dirname, 'compile.cjs'), resolve(folder)], {
      ...{ cwd: folder, env: {}, timeout: 60_000, stdio: 'pipe' },
    })
  } catch (error) {
    const reason = (error as { stderr?: Buffer }).stderr?.toString().trim() || String(error)
    console.warn(`The server is not compiled ahead, as it cannot be loaded in the build:\n${reason}`)
  }
}
