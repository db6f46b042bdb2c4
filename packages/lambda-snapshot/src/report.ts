import { closureOf, targetsOf } from './closure.ts'
import { packageOf } from './core/server-packages.ts'
import type { Module } from './module.ts'
import { createNames } from './names.ts'
import type { Reason } from './probe.ts'
import { runProgram } from './program.ts'

/** What became of one thing that the code offers: a tool, a resource, a prompt. */
export interface Offered {
  /** The export of the entry that it is in: `tools`. */
  group: string
  name: string
  /** The file that it stands in, where that is known. */
  file?: string
  /** In the snapshot, or loaded when a process starts. */
  how: 'frozen' | 'loaded'
  /** Why it is loaded. */
  because?: Reason
  /** How long it takes to load it, from compiled code, in milliseconds. What two share counts for both. */
  ms: number
}

interface Measured {
  own: Record<string, number>
  /** By name and by the key of the export; `listed` is the module that lists them. */
  offered: { group: string; key: string; name: string; file?: string; listed?: string }[]
}

/**
 * Measures a start of what was built, and says of everything that the code offers what became of it.
 *
 * @param entry the file that offers it
 * @param blob the snapshot. Default: none, and so nothing is frozen
 */
export function report(
  folder: string,
  modules: readonly Module[],
  loaded: ReadonlyMap<string, Reason | undefined>,
  entry: string | undefined,
  blob?: string,
): Offered[] {
  const { result } = runProgram<Measured>('measure.cjs', folder, blob === undefined ? [] : ['--snapshot-blob', blob])
  if (result === undefined) return []
  const { own, offered } = result
  const byFile = new Map(modules.map(module => [module.file, module]))
  const { originOf, namespaceAt } = createNames(byFile)
  const targets = (file: string) => targetsOf(byFile.get(file) ?? { imports: {}, requires: {} })
  const withImports = (file?: string) => (file === undefined ? [] : closureOf(file, targets))
  return offered.map(({ group, key, name, listed, ...found }) => {
    // What Node itself loads is in no list of the pack.
    const list = listed ?? (entry === undefined ? undefined : namespaceAt(entry, group))
    const file = found.file ?? (list === undefined ? undefined : originOf(list, key))
    const because =
      file === undefined
        ? { what: 'is made where the build does not see it', chain: [entry ?? '?'] }
        : (loaded.get(file) ?? leftToNode(byFile.get(file)))
    const ms = [...withImports(file)].reduce((sum, each) => sum + (own[each] ?? 0), 0)
    const frozen = blob !== undefined && because === undefined
    return {
      group,
      name,
      ...(file !== undefined && { file }),
      how: frozen ? 'frozen' : 'loaded',
      ...(!frozen && because && { because }),
      ms: Math.round(ms * 10) / 10,
    }
  })
}

function leftToNode(module: Module | undefined): Reason | undefined {
  return module?.unpacked === undefined ? undefined : { what: module.unpacked, chain: [module.file] }
}

/** A line for each thing: what it is, what became of it, how long it takes, and why. */
export function table(offered: readonly Offered[]): string {
  const rows = offered.map(({ group, name, how, ms, because }) => [
    `${group.replace(/s$/, '')} ${name}`,
    how,
    how === 'frozen' ? '' : `${ms.toFixed(1)} ms`,
    because === undefined ? '' : reasonOf(because),
  ])
  const width = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => (column === 2 ? cell.padStart(width[2] ?? 0) : cell.padEnd(width[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** As `pg → pg-connection-string/index.js:12 reads process.env.PGUSER`. */
export function reasonOf({ what, place, chain }: Reason): string {
  const through = [...new Set(chain.slice(1).map(file => packageOf(file) ?? file))].slice(0, -1)
  const last = (place ?? chain.at(-1) ?? '').replace(/^.*node_modules\//, '')
  return [...through, `${last} ${what}`].join(' → ')
}

/** The whole chain, a line each. */
export function explain({ name, how, because, ms }: Offered): string {
  if (because === undefined)
    return how === 'frozen'
      ? `${name} is frozen: it is in the snapshot.`
      : `${name} is loaded when a process starts, in ${ms} ms, as there is no snapshot.`
  const { chain, place, what } = because
  const lines = chain.map((file, depth) => `${'  '.repeat(depth + 1)}${depth > 0 ? 'imports ' : ''}${file}`)
  return [
    `${name} is loaded when a process starts, in ${ms} ms, because of this:`,
    ...lines,
    `${'  '.repeat(chain.length + 1)}${place ? `${place} ` : ''}${what}`,
  ].join('\n')
}
