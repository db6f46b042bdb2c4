import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './build/compare.ts'
import { compile } from './build/compile.ts'
import { freeze } from './build/freeze.ts'
import { fail } from './fail.ts'

// `node scripts/snapshot.ts FOLDER --plain FOLDER`, a step of the image's build: makes the start-up snapshot of the server
// that `scripts/build.ts` put into the folder, and compiles it for a start without. Refuses either unless it answers as the
// plain bundle does. Adds
//
// - `app.blob`, the snapshot. `--snapshot off` leaves it out.
// - `app.seal`, by which `launch.sh` knows it
// - `server.cache`, the compiled code
// - `launch.sh`, the image's entry point
// - `app.sha256`, the digests of all files

const { values, positionals } = parseArgs({
  options: { plain: { type: 'string', default: 'plain' }, snapshot: { type: 'string', default: 'on' } },
  allowPositionals: true,
})
const folder = resolve(positionals[0] ?? 'dist')
const [blob, launch] = ['app.blob', 'launch.sh'].map(name => join(folder, name)) as [string, string]

try {
  copyFileSync(join(import.meta.dirname, 'build/launch.sh'), launch)
  chmodSync(launch, 0o755) // Lambda runs it as a user of its own, whatever the checkout's modes are.
  for (const name of ['app.blob', 'app.seal', 'app.sha256']) rmSync(join(folder, name), { force: true })
  if (values.snapshot !== 'off') {
    freeze(folder)
    const sent = compare({ folder: values.plain }, { folder, blob })
    writeFileSync(join(folder, 'app.seal'), execFileSync(launch, ['--seal']))
    console.log(`A snapshot of ${statSync(blob).size >> 10} kB. It answers ${sent} requests as the plain bundle does.`)
  }
  compile(folder)
  compare({ folder: values.plain }, { folder })
  const digests = readdirSync(folder).map(name => `${sha256(join(folder, name))}  ${name}\n`)
  writeFileSync(join(folder, 'app.sha256'), digests.join(''))
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
