import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

// An adopter's project: this checkout as a clone of it, with the packages and tools of this folder.

const here = import.meta.dirname

/** Where each folder of this one goes. */
const places = {
  tools: 'app/tools',
  resources: 'app/resources',
  prompts: 'app/prompts',
  servers: 'app/servers',
  lib: 'lib',
}

/** The tools of one kind by the names of their files, without `.ts`. */
export const toolFiles = (kind: 'load' | 'run' | 'ways'): string[] =>
  readdirSync(join(here, 'tools', kind))
    .filter(name => /\.ts$/.test(name))
    .map(name => `${kind}/${name.slice(0, -'.ts'.length)}`)

/**
 * Makes the project in a folder of the system's temporary one, which is this checkout's own, and installs its packages unless
 * that folder has them from an earlier run. Returns the folder.
 */
export function createProject(): string {
  const folder = join(tmpdir(), `serverless-mcp-packages-${sha256(resolve()).slice(0, 8)}`)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true })
  }
  for (const path of tracked()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(path, join(folder, path))
  }
  for (const [from, to] of Object.entries(places)) cpSync(join(here, from), join(folder, to), { recursive: true })
  appendFileSync(join(folder, 'app/resources/index.ts'), "export { packagePage } from './package-page.ts'\n")
  appendFileSync(join(folder, 'app/prompts/index.ts'), "export { packageGreeting } from './package-greeting.ts'\n")
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(here, name), join(folder, name))
  cpSync(join(here, 'tsconfig.project.json'), join(folder, 'tsconfig.json'))
  install(folder)
  return folder
}

/** Lists the tools that the project offers, those of the checkout apart. */
export function offer(folder: string, files: string[]): void {
  const lines = files.map(file => `export { ${file.split('/')[0]} as ${identifier(file)} } from './${file}.ts'\n`)
  writeFileSync(join(folder, 'app/tools/index.ts'), lines.join(''))
}

const identifier = (file: string) => file.replace(/\W/g, '_')

/** What a clone would hold: also what is new and not yet committed, but nothing that git ignores. */
function tracked(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  return listed.split('\0').filter(path => path !== '' && existsSync(path))
}

function install(folder: string): void {
  const lock = sha256(
    readFileSync(join(folder, 'package-lock.json'), 'utf8') + readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const installed = join(folder, 'node_modules/.installed')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(installed, lock)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
