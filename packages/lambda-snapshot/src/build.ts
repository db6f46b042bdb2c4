import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { init as initCommonJs } from 'cjs-module-lexer'
import { init } from 'es-module-lexer'
import type { Build, BuildOptions } from './built.ts'
import { closureOf, targetsOf } from './closure.ts'
import { bundleCore } from './core/core.ts'
import { packageOf } from './core/server-packages.ts'
import { missingInCore } from './missing.ts'
import type { Module } from './module.ts'
import { createNames } from './names.ts'
import { importsUnknown, makePack, writePack } from './pack.ts'
import { scan } from './scan.ts'
import { findShared } from './shared.ts'

const runtime = join(import.meta.dirname, '../runtime')

/** Builds the core, the pack of the code, and what runs both. */
export async function build(given: BuildOptions): Promise<Build> {
  await Promise.all([init(), initCommonJs()])
  const options = { ...given, root: resolve(given.root), out: resolve(given.out) }
  const { root, out, core, code, functions = {} } = options
  refuseEntries(options)
  empty(out)
  const from = JSON.stringify(`./${core}`)
  const own = `export { start } from ${from}\nexport * from ${from}\n`
  const { modules, missing } =
    code === undefined ? { modules: new Map<string, Module>(), missing: [] } : await scan(root, code)

  const { inputs } = await bundleCore(options, own, core)
  const isShared = (file: string) => {
    const name = packageOf(file)
    // Of JSON, two copies do; Node itself would not take anything else in its place.
    if (modules.get(file)?.kind === 'json') return false
    return file in inputs && file !== code && (name === undefined || (options.shared ?? []).includes(name))
  }
  const sharedFiles = new Set([...modules.keys()].filter(isShared))
  const reached = reach(code, modules, sharedFiles)
  const pack = await makePack(reached)
  const unknown =
    pack.unpacked.some(({ kind }) => kind !== 'other') ||
    reached.some(module => packageOf(module.file) === undefined && importsUnknown(module))
  const { namesOf } = createNames(modules)
  const shared =
    code === undefined ? [] : await findShared(root, code, modules, sharedFiles, file => namesOf(file).names, unknown)

  const bundled = await bundleCore(options, own + handOut(shared), core, join(out, 'core.cjs'))
  missing.push(...missingInCore(bundled, root, core))
  for (const [name, entry] of Object.entries(functions)) {
    const contents = `export * from ${JSON.stringify(`./${entry}`)}`
    const bundled = await bundleCore(options, contents, entry, join(out, `${name}.cjs`))
    missing.push(...missingInCore(bundled, root, entry))
  }
  const awaits = pack.unpacked.some(({ file }) => file === code)
  for (const name of ['load.cjs', 'pack.cjs', 'hooks.cjs', awaits ? 'app.mjs' : 'app.cjs'])
    copyFileSync(join(runtime, name), join(out, name))
  if (code !== undefined)
    writePack(out, pack, modules, Object.fromEntries(shared.map(({ file, names }) => [file, names])))
  writeFileSync(join(out, 'code.json'), JSON.stringify({ root: relative(out, root) || '.', entry: code }))
  const external = Object.values(bundled.outputs).flatMap(({ imports }) =>
    imports.flatMap(({ path, external }) => (external && !isBuiltin(path) ? [path] : [])),
  )
  return { options, modules: reached, missing, external }
}

/** Nothing else could be said of a file that is not there. */
function refuseEntries({ root, core, code = core, functions = {} }: BuildOptions): void {
  if (!existsSync(root)) throw new Error(`There is no folder ${root}: "root" is that of the project.`)
  for (const [option, file] of Object.entries({ core, code, ...functions }))
    if (!existsSync(join(root, file)))
      throw new Error(`There is no ${file} in ${root}, which the build names as "${option}".`)
}

/** Removes the files that an earlier build has left, and no folders. */
function empty(out: string): void {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new Error(`${out} is a file, and the build needs a folder. Name another one.`)
  mkdirSync(out, { recursive: true })
  if (existsSync(join(out, 'package.json')))
    throw new Error(`${out} is a project of its own: nothing is built into it. Name another folder.`)
  for (const entry of readdirSync(out, { withFileTypes: true })) if (entry.isFile()) rmSync(join(out, entry.name))
}

/** The modules that the code leads to, without those that the core hands out and what only these lead to. */
function reach(entry: string | undefined, modules: ReadonlyMap<string, Module>, shared: ReadonlySet<string>): Module[] {
  if (entry === undefined) return []
  const ownModule = (file: string) => (shared.has(file) ? undefined : modules.get(file))
  const files = closureOf(entry, file => {
    const module = ownModule(file)
    return module === undefined ? [] : targetsOf(module)
  })
  return [...files].flatMap(file => ownModule(file) ?? [])
}

/** What the core hands out in the place of its files: a function for each export, as its value may change. */
function handOut(shared: readonly { file: string; names: readonly string[] }[]): string {
  const imports = shared.map(({ file, names }, index) => {
    const list = names.map((name, at) => `${JSON.stringify(name)} as _${index}_${at}`)
    return `import { ${list.join(', ')} } from ${JSON.stringify(`./${file}`)}`
  })
  const files = shared.map(({ file, names }, index) => {
    const getters = names.map((name, at) => `${JSON.stringify(name)}: () => _${index}_${at}`)
    return `${JSON.stringify(file)}: { ${getters.join(', ')} }`
  })
  return `${imports.join('\n')}\nexport const shared = { ${files.join(', ')} }\n`
}
