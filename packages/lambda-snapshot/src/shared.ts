import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Module } from './module.ts'

/** A file that both the core and the code have, with the names of its exports that the code uses. */
export interface Shared {
  file: string
  names: string[]
}

/**
 * Which exports of the core's files the code uses, found by esbuild: it leaves out what nobody uses, and what is left is used.
 * Somebody who hands a whole namespace on uses all of them.
 *
 * @param files what both have, by path below the root
 * @param namesOf all exports of a file
 * @param whole shares all of them, as not everything that will import them is known
 */
export async function findShared(
  root: string,
  entry: string,
  modules: ReadonlyMap<string, Module>,
  files: ReadonlySet<string>,
  namesOf: (file: string) => readonly string[],
  whole: boolean,
): Promise<Shared[]> {
  const reached = reachedFrom(entry, modules, files)
  if (whole) return reached.map(file => ({ file, names: [...namesOf(file)] }))
  const marked: Plugin = {
    name: 'marked',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return { path: entry, namespace: 'code' }
        const from = modules.get(importer)
        const target = from?.[kind === 'require-call' ? 'requires' : 'imports'][path]
        if (target === undefined) return { external: true }
        if (files.has(target)) return { path: target, namespace: 'shared', sideEffects: false }
        return modules.get(target)?.source === undefined ? { external: true } : { path: target, namespace: 'code' }
      })
      build.onLoad({ filter: /./, namespace: 'code' }, ({ path }) => {
        const { kind = 'other', source = '' } = modules.get(path) ?? {}
        return { contents: kind === 'other' ? '' : source, loader: kind === 'json' ? 'json' : 'js' }
      })
      build.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
        contents: namesOf(path)
          .map(
            (name, index) =>
              `const _${index} = ${JSON.stringify(marker(path, name))}; export { _${index} as ${JSON.stringify(name)} }`,
          )
          .join('\n'),
      }))
    },
  }
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    plugins: [marked],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.text ?? ''
  return reached.map(file => ({
    file,
    names: namesOf(file).filter(name => text.includes(JSON.stringify(marker(file, name)))),
  }))
}

const marker = (file: string, name: string) => `shared:${file}:${name};`

/** The first file of the core on each way from the entry: what is behind it, the core has as well. */
function reachedFrom(entry: string, modules: ReadonlyMap<string, Module>, files: ReadonlySet<string>): string[] {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    if (files.has(file)) return
    const { imports = {}, requires = {} } = modules.get(file) ?? {}
    for (const next of [...Object.values(imports), ...Object.values(requires)]) visit(next)
  }
  visit(entry)
  return [...seen].filter(file => files.has(file))
}
