import { execFileSync, spawnSync } from 'node:child_process'
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
 * @param frozen the modules of the pack that it shall hold, in the order in which they are loaded
 * @returns the first of them with which it cannot be made, found by trying; undefined when it is made
 * @throws {Error} when it cannot be made without any of them
 */
export function freeze(folder: string, frozen: readonly string[]): string | undefined {
  if (attempt(folder, frozen) === undefined) {
    trim(join(folder, 'app.blob'))
    return undefined
  }
  const reason = attempt(folder, [])
  if (reason !== undefined) throw new Error(reason)
  // A beginning of the list never lacks what one of it loads.
  let [good, bad] = [0, frozen.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (attempt(folder, frozen.slice(0, middle)) === undefined) good = middle
    else bad = middle
  }
  return frozen[good]
}

/** @returns why there is no snapshot */
function attempt(folder: string, frozen: readonly string[]): string | undefined {
  const temporary = mkdtempSync(join(tmpdir(), 'freeze-'))
  const list = join(temporary, 'frozen.json')
  writeFileSync(list, JSON.stringify(frozen))
  try {
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      [
        ...codeFlags,
        '--no-warnings',
        '--snapshot-blob',
        join(folder, 'app.blob'),
        '--build-snapshot',
        program('freeze.cjs'),
        folder,
        list,
      ],
      { cwd: folder, env: {}, encoding: 'utf8', timeout: 300_000 },
    )
    if (status === 0) return undefined
    // Where V8 gives up, it prints a page about its own insides.
    return signal === null
      ? stderr.trim()
      : `V8 ended with ${signal}: it cannot write down what one of the modules holds.`
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

/** Leaves the code of those of Node's own modules in a snapshot that its processes may still load. */
function trim(blob: string): void {
  const printed = execFileSync(process.execPath, [...codeFlags, '--snapshot-blob', blob, program('builtins.cjs')], {
    env: {},
  })
  const smaller = keepCodeOf(new Set(JSON.parse(printed.toString())), readFileSync(blob))
  if (smaller) writeFileSync(blob, smaller)
  else console.warn('The snapshot stays larger than it has to be: this Node writes it otherwise, see code-cache.ts.')
}
