import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepCodeOf } from './code-cache.ts'
import { codeFlags } from './code-flags.ts'

/**
 * Makes `app.blob`, the start-up snapshot of the server that `scripts/build.ts` put into the folder. The environment
 * stays outside: what is in a snapshot is in every process that starts from it.
 *
 * @param folder where the server will run
 * @throws {Error} that tells why it cannot be made, and what to do
 */
export function freeze(folder: string): void {
  const blob = join(folder, 'app.blob')
  make(blob, folder)
  trim(blob)
}

function make(blob: string, folder: string): void {
  const program = join(import.meta.dirname, 'freeze.cjs')
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    [...codeFlags, '--no-warnings', '--snapshot-blob', blob, '--build-snapshot', program, folder],
    { cwd: folder, env: {}, encoding: 'utf8', timeout: 300_000 },
  )
  if (status === 0) return
  if (stderr.startsWith('No snapshot:')) throw new Error(stderr.trimEnd())
  const reason = signal === null ? stderr : '' // Where V8 gives up, it prints a page about its own insides.
  throw new Error(
    `${reason}The server cannot be frozen, most often as a package holds a socket, a timer or a native part from the ` +
      'moment it is loaded. Load it where it is used, by `await import()`; or build without a snapshot: ' +
      'npm run image -- --no-snapshot',
  )
}

/** Leaves the code of those of Node's own modules in a snapshot that its processes may still load. */
function trim(blob: string): void {
  const program = join(import.meta.dirname, 'builtins.cjs')
  const printed = execFileSync(process.execPath, [...codeFlags, '--snapshot-blob', blob, program], { env: {} })
  const smaller = keepCodeOf(new Set(JSON.parse(printed.toString())), readFileSync(blob))
  if (smaller) writeFileSync(blob, smaller)
  else console.warn('The snapshot stays larger than it has to be: this Node writes it otherwise, see code-cache.ts.')
}
