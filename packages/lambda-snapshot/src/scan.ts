import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire, isBuiltin, stripTypeScriptTypes } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type BuildFailure, build as esbuild, type ImportKind, type PartialMessage, type Plugin } from 'esbuild'
import type { Module } from './module.ts'
import { readJson } from './read-json.ts'
import { readError, refuseUnreadable, type Unreadable } from './unreadable.ts'

/** What a package's `exports` are read by: https://nodejs.org/api/packages.html#conditional-exports */
const conditions = {
  import: new Set(['node', 'import', 'module-sync', 'node-addons']),
  require: new Set(['node', 'require', 'module-sync', 'node-addons']),
}

/** A specifier that leads nowhere. Node may never come to it, so it is no error here. */
export interface Missing {
  importer: string
  specifier: string
  /** Of Node's error: `MODULE_NOT_FOUND`, as a rule. */
  code: string
  /** Where the server's own part always asks for it: the way to it, from who imports the importer. */
  way?: readonly string[]
}

/** All that a module leads to. */
export interface Graph {
  modules: Map<string, Module>
  missing: Missing[]
}

/**
 * Finds the modules that an entry leads to, by imports and requires that name a file or a package. esbuild reads them; where
 * they lead to is Node's own answer. What esbuild does not read is left to Node: it may read more, or never come to it.
 *
 * @param root the folder of the project, which the paths are below
 * @param entry a path below it
 * @throws {Error} that names the place and the way to it, when a file that the entry always loads is no JavaScript for Node either
 */
export async function scan(root: string, entry: string): Promise<Graph> {
  const unreadable = new Map<string, Unreadable>()
  for (;;) {
    const graph = await attempt(root, entry, unreadable)
    if (graph === undefined) continue
    refuseUnreadable(entry, graph.modules, unreadable)
    return graph
  }
}

/** @returns nothing when there is a file more that cannot be read */
async function attempt(root: string, entry: string, unreadable: Map<string, Unreadable>): Promise<Graph | undefined> {
  const modules = new Map<string, Module>()
  const missing: Missing[] = []
  const moduleOf = (path: string): Module => {
    const file = relative(root, path).split(sep).join('/')
    const known = modules.get(file)
    if (known) return known
    const made: Module = { file, kind: kindOf(path), source: '', imports: {}, requires: {}, statements: [] }
    modules.set(file, made)
    return made
  }

  const nodesResolution: Plugin = {
    name: 'nodes-resolution',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path: specifier, importer, kind }) => {
        if (kind === 'entry-point' || kind === 'require-resolve')
          return { external: kind !== 'entry-point', path: specifier }
        const from = moduleOf(importer)
        if (kind === 'import-statement') from.statements.push(specifier)
        if (isBuiltin(specifier)) return { external: true }
        const result = find(specifier, importer, kind)
        if (result.found === undefined) {
          missing.push({ importer: from.file, specifier, code: result.code })
          return { external: true }
        }
        const target = moduleOf(result.found)
        from[kind === 'require-call' ? 'requires' : 'imports'][specifier] = target.file
        return target.kind === 'other' ? { external: true } : { path: result.found }
      })
      build.onLoad({ filter: /./ }, ({ path }) => {
        const module = moduleOf(path)
        const found = unreadable.get(module.file)
        if (found !== undefined) {
          module.unpacked = `cannot be read by esbuild: ${found.what}`
          return { contents: 'module.exports = {}', loader: 'js' }
        }
        try {
          module.source = sourceOf(path)
        } catch (error) {
          return { errors: [notStripped(error as Error, module.file)] }
        }
        return { contents: module.source, loader: module.kind === 'json' ? 'json' : 'js' }
      })
    },
  }
  const { metafile } = await esbuild({
    entryPoints: [resolve(root, entry)],
    absWorkingDir: root,
    plugins: [nodesResolution],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    treeShaking: false,
    logLevel: 'silent',
  }).catch((failure: BuildFailure) => {
    const found = failure.errors
      .flatMap(error => readError(error, modules) ?? [])
      .filter(({ file }) => !unreadable.has(file))
    const thrown = failure.errors.find(({ detail }) => detail instanceof Error)
    if (thrown !== undefined || found.length === 0) throw thrown?.detail ?? failure
    for (const each of found) unreadable.set(each.file, each)
    return { metafile: undefined }
  })
  if (metafile === undefined) return undefined
  for (const [file, { format }] of Object.entries(metafile.inputs)) {
    const module = modules.get(file)
    // What neither its name nor its package says, its syntax does: https://nodejs.org/api/packages.html#syntax-detection
    if (module && module.kind === 'cjs' && format === 'esm' && isUndecided(join(root, file))) module.kind = 'esm'
  }
  return { modules, missing }
}

/** Node's own message, which begins with the line: `:3`, and the text of it. */
function notStripped({ message, stack = '' }: Error, file: string): PartialMessage {
  const [, line = '0'] = /^\S*:(\d+)\n/.exec(stack) ?? []
  return { text: message, location: { file, line: Number(line) } }
}

/** @returns a path, or the code of Node's error */
export function find(
  specifier: string,
  importer: string,
  kind: ImportKind,
): { found: string } | { found?: never; code: string } {
  const options = { conditions: conditions[kind === 'require-call' ? 'require' : 'import'] } as object
  try {
    return { found: realpathSync(createRequire(importer).resolve(specifier, options)) }
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? '' }
  }
}

/** By its extension and its package's `type`. */
function kindOf(path: string): Module['kind'] {
  const [, extension = ''] = /(\.[^./\\]+)$/.exec(path) ?? []
  if (extension === '.json') return 'json'
  if (extension === '.mjs' || extension === '.mts') return 'esm'
  if (extension === '.cjs' || extension === '.cts') return 'cjs'
  if (extension === '.js' || extension === '.ts') return typeOf(path) === 'module' ? 'esm' : 'cjs'
  return 'other'
}

const isUndecided = (path: string) => /\.[jt]s$/.test(path) && typeOf(path) === undefined

const types = new Map<string, string | undefined>()

/** The `type` of the nearest package.json: https://nodejs.org/api/packages.html#type */
function typeOf(path: string): string | undefined {
  const folder = dirname(path)
  if (!types.has(folder)) types.set(folder, findType(folder))
  return types.get(folder)
}

function findType(folder: string): string | undefined {
  if (basename(folder) === 'node_modules' || folder === dirname(folder)) return undefined
  const manifest = join(folder, 'package.json')
  return existsSync(manifest) ? readJson(manifest).type : findType(dirname(folder))
}

function sourceOf(path: string): string {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  return /\.[cm]?ts$/.test(path) ? withoutTypes(text) : text.replace(/^#!.*/, '')
}

/** Without Node's warning that this is new: it does the same when it runs the file, and says nothing. */
function withoutTypes(text: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = emitWarning
  }
}
