import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'es-module-lexer'
import { functionText } from './function-text.ts'
import type { Module } from './module.ts'
import { createNames } from './names.ts'

/** A row of the pack's table: `runtime/pack.cjs` says what is in it. */
type Row = unknown[]

interface Packed {
  module: Module
  text: string
  parameters: string[]
}

/** The modules of the code as functions, ready to be written. */
export interface Pack {
  /** In the order of the table. */
  packed: Packed[]
  /** What Node's own loader has to load, with the reason. */
  unpacked: Module[]
}

/**
 * Makes functions of modules.
 *
 * @param modules without those that the core hands out
 */
export async function makePack(modules: readonly Module[]): Promise<Pack> {
  const made = await Promise.all(modules.map(async module => ({ module, made: await functionText(module) })))
  for (const { module, made: result } of made) if ('unpacked' in result) Object.assign(module, result)
  waitFor(modules)
  leaveStars(modules)
  const packed = made.flatMap(({ module, made: result }) =>
    module.unpacked !== undefined || 'unpacked' in result ? [] : [{ module, ...result }],
  )
  return { packed, unpacked: modules.filter(({ unpacked }) => unpacked !== undefined) }
}

/**
 * Whoever imports a module that awaits has to wait for it, and so do those who import that one. What is neither JavaScript nor
 * JSON, as WebAssembly, Node has for an import only.
 */
function waitFor(modules: readonly Module[]): void {
  const kindOf = new Map(modules.map(({ file, kind }) => [file, kind]))
  for (const module of modules) {
    const other = module.kind === 'esm' ? imported(module).find(file => kindOf.get(file) === 'other') : undefined
    if (other === undefined) continue
    module.unpacked ??= `imports ${other}, which only Node loads`
    module.awaits = true
  }
  const waiting = new Map(
    modules.flatMap(({ file, awaits, unpacked }) => (awaits ? [[file, `${file}, which ${unpacked}`]] : [])),
  )
  for (let before = -1; before < waiting.size; ) {
    before = waiting.size
    for (const module of modules) {
      if (waiting.has(module.file)) continue
      const awaited = imported(module)
        .map(file => waiting.get(file))
        .find(Boolean)
      if (awaited === undefined) continue
      waiting.set(module.file, awaited)
      module.unpacked ??= `imports ${awaited}`
    }
  }
}

/** The files that its import statements lead to. */
const imported = ({ statements, imports }: Module) => statements.flatMap(specifier => imports[specifier] ?? [])

/** The names that `export *` hands on of what only Node loads are not known. */
function leaveStars(modules: readonly Module[]): void {
  const left = new Set(modules.filter(({ unpacked }) => unpacked !== undefined).map(({ file }) => file))
  for (let before = -1; before < left.size; ) {
    before = left.size
    for (const module of modules) {
      if (module.kind !== 'esm' || left.has(module.file) || !module.source.includes('export')) continue
      const star = parse(module.source)[1].find(
        each => each.type === 'reexport-all' && left.has(module.imports[each.from] ?? ''),
      )
      if (star === undefined || star.type !== 'reexport-all') continue
      module.unpacked = `hands on ${module.imports[star.from]}, which only Node loads`
      left.add(module.file)
    }
  }
}

/**
 * Whether a module has code of text import something, as `new Function('return import(…)')` does. What came out of a snapshot
 * cannot.
 */
export function importsByText({ kind, source }: Module): boolean {
  if (kind === 'json' || kind === 'other' || !/\b(eval|Function)\b/.test(source)) return false
  const written = source.match(/\bimport\s*\(/g)?.length ?? 0
  try {
    return written > parse(source)[0].filter(({ type }) => type === 'dynamic').length
  } catch {
    return written > 0
  }
}

/** Whether a module imports what cannot be known before it runs. */
export function importsUnknown({ kind, source }: Module): boolean {
  if (kind === 'json' || kind === 'other' || !/\bimport\s*\(/.test(source)) return false
  try {
    return parse(source)[0].some(({ type, specifier }) => type === 'dynamic' && specifier === undefined)
  } catch {
    return true
  }
}

/** Writes `pack.txt`, `pack.json` and `names.json`. */
export function writePack(
  folder: string,
  { packed }: Pack,
  all: ReadonlyMap<string, Module>,
  shared: Record<string, string[]>,
): void {
  const { namesOf } = createNames(all)
  const inPack = new Set(packed.map(({ module }) => module.file))
  const known = (targets: Record<string, string>) =>
    Object.fromEntries(Object.entries(targets).filter(([, file]) => inPack.has(file) || file in shared))
  const importedByEsm = new Set(
    packed.flatMap(({ module: { kind, imports } }) => (kind === 'esm' ? Object.values(imports) : [])),
  )
  const rows: Record<string, Row> = {}
  const names: Record<string, string[]> = { ...shared }
  const texts: Buffer[] = []
  let start = 0
  for (const [index, { module, text, parameters }] of packed.entries()) {
    const { file, kind, imports, requires } = module
    const isWide = kind === 'json' || Buffer.from(text, 'latin1').toString('latin1') !== text
    const bytes = Buffer.from(text, isWide ? 'utf8' : 'latin1')
    texts.push(bytes)
    const found = kind === 'esm' || importedByEsm.has(file) ? namesOf(file) : { names: [], reexports: {} }
    if (kind === 'esm') names[file] = found.names
    const listed = kind === 'cjs' || Object.keys(found.reexports).length > 0 ? found.names : 0
    const some = (record: Record<string, string>) => (Object.keys(record).length > 0 ? record : 0)
    const row = [index, kind, start, bytes.length, isWide ? 1 : 0, parameters.length > 0 ? parameters : 0]
    rows[file] = trim([...row, some(known(imports)), some(known(requires)), listed, some(found.reexports)])
    start += bytes.length
  }
  writeFileSync(join(folder, 'pack.txt'), Buffer.concat(texts))
  writeFileSync(join(folder, 'pack.json'), JSON.stringify(rows))
  // For what Node loads itself: see runtime/hooks.cjs.
  writeFileSync(join(folder, 'names.json'), JSON.stringify(names))
}

/** Without the empty columns at the end. */
function trim(row: Row): Row {
  const end = row.findLastIndex(column => column !== 0 && !(Array.isArray(column) && column.length === 0))
  return row.slice(0, end + 1)
}
