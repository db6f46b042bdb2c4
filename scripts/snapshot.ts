import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './build/compare.ts'
import { fail } from './fail.ts'

// `node scripts/snapshot.ts FOLDER --plain FOLDER`, a step of the image's build: makes the start-up snapshot of the server
// that `scripts/build.ts` put into the folder, and refuses it unless it answers as the plain bundle does. Adds
//
// - `app.blob`, the snapshot. `--snapshot off` leaves it out.
// - `app.seal`, by which `launch.sh` knows it
// - `launch.sh`, the image's entry point
// - `app.sha256`, the digests of all files

const { values, positionals } = parseArgs({
  options: { plain: { type: 'string', default: 'plain' }, snapshot: { type: 'string', default: 'on' } },
  allowPositionals: true,
})
const folder = resolve(positionals[0] ?? 'dist')
const blob = join(folder, 'app.blob')
const steps = join(import.meta.dirname, 'build')

copyFileSync(join(steps, 'launch.sh'), join(folder, 'launch.sh'))
for (const name of ['app.blob', 'app.seal', 'app.sha256']) rmSync(join(folder, name), { force: true })
if (values.snapshot !== 'off') {
  freeze()
  const sent = compare({ folder: values.plain }, { folder, blob })
  writeFileSync(join(folder, 'app.seal'), execFileSync(join(folder, 'launch.sh'), ['--seal']))
  console.log(
    `A snapshot of ${readFileSync(blob).length >> 10} kB. It answers ${sent} requests as the plain bundle does.`,
  )
} else {
  compare({ folder: values.plain }, { folder })
}
const digests = readdirSync(folder).map(name => `${sha256(join(folder, name))}  ${name}\n`)
writeFileSync(join(folder, 'app.sha256'), digests.join(''))

/** The environment stays outside: what is in a snapshot is in every process that starts from it. */
function freeze(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--snapshot-blob', blob, '--build-snapshot', join(steps, 'freeze.cjs'), folder],
    { env: { NODE_NO_WARNINGS: '1' }, encoding: 'utf8' },
  )
  if (status === 0) return
  process.stderr.write(stderr)
  fail(/^No snapshot:/.test(stderr) ? 'The image is not built.' : unfreezable)
}

const unfreezable =
  'The server cannot be frozen, most often as a package holds a socket, a timer or a native part from the moment it is ' +
  'loaded. Load it where it is used, by `await import()`; or build without a snapshot: npm run image -- --no-snapshot'

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
