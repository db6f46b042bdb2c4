import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepCodeOf } from './code-cache.ts'
import { codeFlags } from './code-flags.ts'

const program = (name: string) => join(import.meta.dirname, '../programs', name)

/**
 * Makes `app.blob`, the start-up snapshot of what was built into a folder. The environment stays outside: what is in a
 * snapshot is in every process that starts from it.
 *
 * @param folder where the server will run
 * @param frozen the modules of the pack that it shall hold, each after those that it loads
 * @param begun all modules in the order in which they are begun, which decides what a cycle sees
 * @returns the first of them with which it cannot be made, found by trying; undefined when it is made
 * @throws {Error} when it cannot be made without any of them
 */
export function freeze(folder: string, frozen: readonly string[], begun: readonly string[]): string | undefined {
  const attempt = (files: readonly string[]) =>
    whyNot(
      folder,
      begun.filter(file => files.includes(file)),
    )
  const reason = attempt(frozen)
  if (reason === undefined) return undefined
  const without = frozen.length > 0 ? attempt([]) : reason
  if (without !== undefined) throw new Error(without)
  // A beginning of the list never lacks what one of it loads.
  let [good, bad] = [0, frozen.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (attempt(frozen.slice(0, middle)) === undefined) good = middle
    else bad = middle
  }
  return frozen[good]
}

/** @returns why there is no snapshot from which a process starts */
function whyNot(folder: string, frozen: readonly string[]): string | undefined {
  const blob = join(folder, 'app.blob')
  const temporary = mkdtempSync(join(tmpdir(), 'freeze-'))
  const list = join(temporary, 'frozen.json')
  writeFileSync(list, JSON.stringify(frozen))
  try {
    node(folder, '--snapshot-blob', blob, '--build-snapshot', program('snapshot-program.cjs'), folder, list)
    const said = node(folder, '--snapshot-blob', blob, program('worker.cjs')).trim()
    if (said !== 'ok') throw new Error(`A worker of a process that starts from it says: ${said}`)
    trim(blob, JSON.parse(node(folder, '--snapshot-blob', blob, program('builtins.cjs'))))
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

function node(folder: string, ...args: string[]): string {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...codeFlags, '--no-warnings', ...args], {
    ...{ cwd: folder, env: {}, encoding: 'utf8', timeout: 300_000 },
  })
  if (status === 0) return stdout
  // Where V8 gives up, it prints a page about its own insides.
  throw new Error(
    signal === null
      ? stderr.trim()
      : `Node ended with ${signal}: what a module holds cannot be written down, or read again.`,
  )
}

/** Leaves the code of those of Node's own modules in a snapshot that its processes may still load. */
function trim(blob: string, wanted: readonly string[]): void {
  const smaller = keepCodeOf(new Set(wanted), readFileSync(blob))
  if (smaller) writeFileSync(blob, smaller)
  else console.warn('The snapshot stays larger than it has to be: this Node writes it otherwise, see code-cache.ts.')
}
