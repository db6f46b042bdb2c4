import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Makes `app.blob`, the start-up snapshot of the server that `scripts/build.ts` put into the folder. The environment
 * stays outside: what is in a snapshot is in every process that starts from it.
 *
 * @param folder where the server will run
 * @throws {Error} that tells why it cannot be made, and what to do
 */
export function freeze(folder: string): void {
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    [
      ...['--no-warnings', '--snapshot-blob', join(folder, 'app.blob')],
      ...['--build-snapshot', join(import.meta.dirname, 'freeze.cjs'), folder],
    ],
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
