import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { finish, leftOut, makeAddons, removeOthers, standsAlone, table } from 'lambda-snapshot'
import { fail } from '../command-line/fail.ts'
import { compare, plain } from './build/compare.ts'
import { buildServer, checkOffers } from './build/server-build.ts'

// `node scripts/build-image.ts TASK TO`, a step of the image's build, in the project's folder below TASK, where it will run.
// Builds the server into TASK, and refuses it unless it answers as `npm start` does. Leaves those packages in node_modules
// that may be needed at run time, and copies everything else of TASK to TO: the image has the two in layers of their own.
// `--snapshot off` makes no snapshot; `--installed` says that the packages for development are there.

const { values, positionals } = parseArgs({
  options: { snapshot: { type: 'string', default: 'on' }, installed: { type: 'boolean' } },
  allowPositionals: true,
})
const [task, to] = positionals.map(path => resolve(path)) as [string, string]
const root = join(import.meta.dirname, '..')

try {
  await make()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

async function make(): Promise<void> {
  const built = await buildServer({ out: task, code: 'app/catalog.ts' })
  const missing = leftOut(built)
  if (missing.length > 0 && !values.installed) {
    console.log(
      `Imported, but for development only: ${missing.join(', ')}. Among the "dependencies" of package.json, the build is faster.`,
    )
    return installAndMakeAgain(missing)
  }
  makeAddons(built)
  checkOffers()
  const { offered, notes, loads, blob } = finish(built, { snapshot: values.snapshot !== 'off' })
  for (const line of [table(offered), ...notes]) if (line !== '') console.log(line)
  if (loads) {
    const module = join(task, readdirSync(task).includes('app.mjs') ? 'app.mjs' : 'app.cjs')
    const sent = compare(plain, { module })
    if (blob !== undefined) compare(plain, { module, blob })
    console.log(`It answers ${sent} requests as npm start does.`)
  }
  writeDigests()
  const left = ['node_modules', 'command-line', 'scripts', 'vendor', ...ownPackages()].map(name => join(root, name))
  cpSync(task, to, { recursive: true, verbatimSymlinks: true, filter: path => !left.includes(path) })
  if (!standsAlone(built)) return removeOthers(built)
  rmSync(join(root, 'node_modules'), { recursive: true })
  mkdirSync(join(root, 'node_modules'))
}

/** The workspaces that the image is built by, or that are not in it at all; the whole folder where it holds no other. */
function ownPackages(): string[] {
  const folder = join(root, 'packages')
  const present = existsSync(folder) ? readdirSync(folder) : []
  const own = ['create-serverless-mcp', 'lambda-local', 'lambda-snapshot', 'tarball.ts']
  return present.every(name => own.includes(name)) ? ['packages'] : own.map(name => `packages/${name}`)
}

/** With the packages for development; in a process of its own, as Node remembers in this one that they are not there. */
function installAndMakeAgain(missing: readonly string[]): void {
  const stdio = 'inherit'
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio })
  if (installed.status !== 0)
    throw new Error(
      'The packages for development cannot be installed: npm says why above. Correct that, or do without them: ' +
        `npm install --save-prod ${missing.join(' ')}`,
    )
  process.exitCode = spawnSync(process.execPath, [...process.argv.slice(1), '--installed'], { stdio }).status ?? 1
}

/** Of what was made here, for the last step of the image's build. */
function writeDigests(): void {
  const files = readdirSync(task, { withFileTypes: true }).filter(entry => entry.isFile())
  const lines = files.map(({ name }) => `${sha256(join(task, name))}  ${name}\n`)
  writeFileSync(join(task, 'app.sha256'), lines.join(''))
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
