import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A package of this repository as others have it: packed, below node_modules, where Node strips no types. */
export interface PackedPackage {
  /** Where it is installed, in the project. */
  installed: string
  /** Its files, from there, with slashes. */
  files: string[]
  /** The package.json that it is packed with. */
  manifest: Record<string, unknown>
}

/**
 * Packs a package into a project, and gives it nothing else than what its package.json names. Writes the files that its README
 * shows: each block of JavaScript under the name that stands in the line before.
 *
 * @param folder of the package
 * @param project an empty folder
 */
export function installPacked(folder: string, project: string): PackedPackage {
  execFileSync(process.execPath, [join(folder, 'tarball.ts'), project], { stdio: 'pipe' })
  const [tarball = ''] = globSync('*.tgz', { cwd: project })
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
  const installed = join(project, 'node_modules', read(join(folder, 'package.json')).name)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], { cwd: project })

  const manifest = read(join(installed, 'package.json'))
  for (const name of Object.keys(manifest.dependencies)) link(name, folder, project)

  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  for (const [, file = '', text = ''] of readme.matchAll(/^`([\w./]+)` [^\n]+:\n\n```js\n(.*?)^```/gms)) {
    mkdirSync(dirname(join(project, file)), { recursive: true })
    writeFileSync(join(project, file), text)
  }
  const files = globSync('**/*.*', { cwd: installed }).map(file => file.replaceAll('\\', '/'))
  return { installed, files, manifest }
}

/** Has a package in a project that a package of this repository depends on, or that this repository has. */
export function link(name: string, folder: string, project: string): void {
  const to = join(project, 'node_modules', name)
  mkdirSync(dirname(to), { recursive: true })
  const [from = ''] = [folder, resolve()].map(each => join(each, 'node_modules', name)).filter(each => existsSync(each))
  symlinkSync(realpathSync(from), to, 'junction')
}

/** What only those have a use for who work on a package. */
export const isForDevelopment = (file: string): boolean => /(?<!\.d)\.ts$|\.test\.|^tests|tsconfig/.test(file)
