import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { anyWay, wayTo } from './always-loaded.ts'
import type { Build } from './built.ts'
import { manifestOf, packageOf } from './core/server-packages.ts'
import type { Module } from './module.ts'
import { importsUnknown } from './pack.ts'
import { readJson } from './read-json.ts'

/** The packages of a project as it is installed: which of them the code may load when it runs. */

/** By these a module loads files that nobody sees before it runs. */
const loaders = /^(node:)?(child_process|cluster|module|vm|worker_threads)$/

/** By these it names one, or says where it is. */
const finders = /\b(getBuiltinModule|require|node_modules)\b|\bmeta\s*\.\s*resolve\b/

/**
 * Whether nothing but the core and the pack is ever loaded: then no package has to be in the image.
 */
export function standsAlone({ modules, missing, external }: Build): boolean {
  return missing.length === 0 && external.length === 0 && modules.every(isOwn)
}

function isOwn(module: Module): boolean {
  const { file, unpacked, statements, source } = module
  if (packageOf(file) !== undefined || unpacked !== undefined || importsUnknown(module)) return false
  return !statements.some(specifier => loaders.test(specifier)) && !finders.test(source)
}

/**
 * The names of packages that the code imports and that are in the project's lockfile, but not installed: those for
 * development, as a rule, which an image leaves out.
 */
export function leftOut({ missing, options: { root } }: Build): string[] {
  const lock = join(root, 'package-lock.json')
  if (!existsSync(lock)) return []
  const { packages } = readJson(lock) as { packages: Record<string, { dev?: boolean }> }
  const names = new Set(missing.flatMap(({ specifier }) => nameOf(specifier) ?? []))
  return [...names].filter(
    name => packages[`node_modules/${name}`]?.dev === true && !existsSync(join(root, 'node_modules', name)),
  )
}

/** @returns the name of the package that a specifier is of; undefined for a path, a URL, a module of Node's */
function nameOf(specifier: string): string | undefined {
  if (/^[./#]|^[a-z]+:/.test(specifier) || isBuiltin(specifier)) return undefined
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0]
}

/**
 * Removes the packages that the code cannot load: what is left is what it imports, what the project's own `dependencies` name,
 * and what those depend on.
 */
export function removeOthers(build: Build): void {
  const { root } = build.options
  const kept = keep(build)
  for (const name of installed(root)) {
    const folder = join(root, 'node_modules', name)
    if (!kept.has(folder)) rmSync(folder, { recursive: true, force: true })
  }
}

/** The names of all that is in a project's `node_modules`. */
function installed(root: string): string[] {
  const folder = join(root, 'node_modules')
  return readdirSync(folder).flatMap(name =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map(inner => `${name}/${inner}`) : [name],
  )
}

/** The packages within the project, which npm links: the name of each by its folder, below the root. */
function linked(root: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of installed(root)) {
    const folder = join(root, 'node_modules', name)
    const real = existsSync(folder) ? realpathSync(folder) : folder
    if (real !== folder) found.set(`${relative(realpathSync(root), real).split(sep).join('/')}/`, name)
  }
  return found
}

/** The folders of the packages that stay. */
function keep({ modules, external, options: { root } }: Build): Set<string> {
  const kept = new Set<string>()
  const visit = (name: string, from: string) => {
    const manifest = manifestOf(name, from)
    if (manifest === undefined || kept.has(dirname(manifest))) return
    kept.add(dirname(manifest))
    const { dependencies, optionalDependencies, peerDependencies } = readJson(manifest)
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(next, manifest)
  }
  const own = join(root, 'package.json')
  for (const name of Object.keys(readJson(own).dependencies ?? {})) visit(name, own)
  for (const specifier of external) visit(nameOf(specifier) ?? specifier, own)
  const links = [...linked(root)]
  for (const { file } of modules) {
    const name = packageOf(file) ?? links.find(([folder]) => file.startsWith(folder))?.[1]
    if (name !== undefined) visit(name, join(root, file))
  }
  return kept
}

/**
 * Has those packages make their native part that come without one for this platform: the image installs packages without their
 * scripts.
 *
 * @throws {Error} that names the package and the ways round it, when it cannot be made here
 */
export function makeAddons({ modules, options: { root } }: Build): void {
  const found = new Map<string | undefined, string>()
  for (const { file } of modules) {
    const name = packageOf(file)
    if (name !== undefined) found.set(manifestOf(name, join(root, file)), name)
  }
  for (const [manifest, name] of found) {
    if (manifest === undefined || !lacksAddon(manifest)) continue
    const { status, stdout, stderr } = spawnSync('npm', ['rebuild', '--foreground-scripts', name], {
      cwd: root,
      encoding: 'utf8',
    })
    if (status === 0) continue
    const importer = modules.find(({ file }) => packageOf(file) === name)?.file ?? ''
    throw new Error(
      `The package ${name} has a native part that it brings for no ${process.platform}-${process.arch} with Node.js ${process.version}, and it ` +
        'cannot be made here, as the base image has no compiler. Take a version of the package that brings it, another package, or a ' +
        `BASE_IMAGE with a compiler.${wayTo(anyWay(importer, modules))} What its installation said:\n${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n')}`,
    )
  }
}

function lacksAddon(manifest: string): boolean {
  const { scripts = {}, gypfile } = readJson(manifest)
  const folder = dirname(manifest)
  const script = `${scripts.preinstall ?? ''} ${scripts.install ?? ''} ${scripts.postinstall ?? ''}`
  const builds =
    /gyp|prebuild|cmake-js|napi/.test(script) ||
    (gypfile !== false && script.trim() === '' && existsSync(join(folder, 'binding.gyp')))
  if (!builds) return false
  const found = globSync(
    [
      'build/Release/*.node',
      'lib/**/*.node',
      `prebuilds/*${process.platform}*${process.arch}*/**`,
      `prebuilds/**/*${process.platform}*${process.arch}*.node`,
    ],
    { cwd: folder },
  )
  return found.length === 0
}
