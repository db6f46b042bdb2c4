import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join, relative, resolve } from 'node:path'

/** A package of this repository, and what belongs into its tarball beside what `tsc` makes by its tsconfig.tarball.json. */
export interface TarballOptions {
  /** The package's folder. */
  folder: string
  /** Where the tarball goes. Default: `dist` in the package's folder. */
  to?: string | undefined
  /** Folders that are packed as they are, without what is TypeScript. Default: none. */
  folders?: readonly string[]
  /** Files that are made for the tarball, by name. Default: none. */
  files?: Readonly<Record<string, string | Uint8Array>>
}

/**
 * Packs a package as others install it. In the repository a package runs from its TypeScript, without a build; below
 * node_modules Node strips no types, so what is packed is JavaScript with its `.d.ts`.
 *
 * A program that fails has said why: the process then ends with its status.
 */
export function makeTarball({ folder, to = join(folder, 'dist'), folders = [], files = {} }: TarballOptions): void {
  const packed = mkdtempSync(join(tmpdir(), 'tarball-'))
  try {
    const project = join(folder, 'tsconfig.tarball.json')
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
    run(process.execPath, compiler, '--project', project, '--outDir', packed)
    const isNoTypeScript = (path: string) => extname(path) !== '.ts'
    for (const name of folders)
      cpSync(join(folder, name), join(packed, name), { recursive: true, filter: isNoTypeScript })
    for (const [name, content] of Object.entries(files)) writeFileSync(join(packed, name), content)
    cpSync(join(folder, 'README.md'), join(packed, 'README.md'))
    cpSync(join(import.meta.dirname, '../LICENSE'), join(packed, 'LICENSE'))
    const { rootDir } = JSON.parse(readFileSync(project, 'utf8')).compilerOptions
    writeFileSync(join(packed, 'package.json'), manifestOf(folder, relative(resolve(folder, rootDir), folder)))
    mkdirSync(to, { recursive: true })
    // By its path: npm would otherwise pack the workspace that it was started for.
    run('npm', 'pack', '--silent', packed, '--pack-destination', resolve(to))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    process.exitCode = error.status
  } finally {
    rmSync(packed, { recursive: true })
  }
}

/** The package's package.json, with what has been compiled in the place of its sources. */
function manifestOf(folder: string, below: string): string {
  const {
    private: _private,
    scripts: _scripts,
    exports,
    bin,
    ...manifest
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const compiled = (path: string, extension: string) => `./${join(below, path).replace(/\.ts$/, extension)}`
  return `${JSON.stringify(
    {
      ...manifest,
      ...(bin !== undefined && { bin: compiled(bin, '.js') }),
      exports: { types: compiled(exports, '.d.ts'), default: compiled(exports, '.js') },
    },
    null,
    2,
  )}\n`
}

class Failed extends Error {
  readonly status: number

  constructor(status: number) {
    super()
    this.status = status
  }
}

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Failed(status ?? 1)
}
