import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'

// `npm run tarball --workspace lambda-snapshot`: packs what others install into dist/, or the folder named. In the repository the
// package runs from its TypeScript, without a build; below node_modules Node strips no types, so what is packed is JavaScript.

const here = import.meta.dirname
const to = resolve(here, process.argv[2] ?? 'dist')
const packed = mkdtempSync(join(tmpdir(), 'lambda-snapshot-'))
try {
  make()
} finally {
  rmSync(packed, { recursive: true })
}

function make(): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const compiled = run(
    process.execPath,
    compiler,
    '--project',
    'tsconfig.tarball.json',
    '--outDir',
    join(packed, 'src'),
  )
  if (!compiled) return
  const isNoTest = (path: string) => extname(path) !== '.ts'
  for (const folder of ['runtime', 'programs'])
    cpSync(join(here, folder), join(packed, folder), { recursive: true, filter: isNoTest })
  cpSync(join(here, 'README.md'), join(packed, 'README.md'))
  cpSync(join(here, '../../LICENSE'), join(packed, 'LICENSE'))
  const {
    private: _private,
    scripts: _scripts,
    ...manifest
  } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const exports = { types: './src/index.d.ts', default: './src/index.js' }
  writeFileSync(join(packed, 'package.json'), `${JSON.stringify({ ...manifest, exports }, null, 2)}\n`)
  mkdirSync(to, { recursive: true })
  // By its path: npm would otherwise pack the workspace that it was started for.
  run('npm', 'pack', packed, '--pack-destination', to)
}

/** @returns whether a program did what it was to do; where not, it has said why */
function run(program: string, ...args: string[]): boolean {
  const { status } = spawnSync(program, args, { cwd: here, stdio: 'inherit' })
  if (status !== 0) process.exitCode = status ?? 1
  return status === 0
}
