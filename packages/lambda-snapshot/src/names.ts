import { isBuiltin } from 'node:module'
import { parse as parseCommonJs } from 'cjs-module-lexer'
import { type Export, parse } from 'es-module-lexer'
import type { Module } from './module.ts'

/** What a namespace of a module has: its names, sorted, and from which module each comes that has come by `export *`. */
export interface Names {
  names: string[]
  reexports: Record<string, string>
}

/** The module that a name stands in, and its name there. */
type Origin = `${string}\0${string}`
const ambiguous = Symbol('ambiguous')

/**
 * Finds the names of the exports of modules, as Node does: by lexers, without running them. What two `export *` give
 * differently is no name: https://tc39.es/ecma262/#sec-module-namespace-exotic-objects
 */
export function createNames(modules: ReadonlyMap<string, Module>): {
  namesOf(file: string): Names
  /** The module that an export stands in; the one asked for, where that is not known. */
  originOf(file: string, name: string): string
  /** The module whose namespace an export is, as that of `export * as name from 'module'`. */
  namespaceAt(file: string, name: string): string | undefined
} {
  const found = new Map<string, Names>()
  const lexed = new Map<string, Lexed>()

  function namesOf(file: string): Names {
    const known = found.get(file)
    if (known) return known
    const { own, stars } = lex(file)
    const names = new Set(own.keys())
    const reexports: Record<string, string> = {}
    for (const name of listed(file, new Set())) {
      const origin = names.has(name) ? undefined : resolve(file, name, new Set())
      if (typeof origin !== 'string') continue
      reexports[name] = stars.find(star => typeof resolve(star, name, new Set()) === 'string') ?? ''
      names.add(name)
    }
    found.set(file, { names: [...names].sort(), reexports })
    return found.get(file) as Names
  }

  /** All names that a module may have. */
  function listed(file: string, seen: Set<string>): Set<string> {
    if (seen.has(file)) return new Set()
    seen.add(file)
    const { own, stars } = lex(file)
    const behind = stars.flatMap(star => [...listed(star, seen)].filter(name => name !== 'default'))
    return new Set([...own.keys(), ...behind])
  }

  function resolve(file: string, name: string, seen: Set<string>): Origin | typeof ambiguous | undefined {
    const here: Origin = `${file}\0${name}`
    if (seen.has(here)) return undefined
    seen.add(here)
    const { own, stars } = lex(file)
    const from = own.get(name)
    if (from !== undefined)
      return from.file === file || isOpaque(from.file) ? here : resolve(from.file, from.name, seen)
    if (name === 'default') return undefined
    const origins = new Set(stars.map(star => resolve(star, name, seen)).filter(each => each !== undefined))
    return origins.size > 1 ? ambiguous : [...origins][0]
  }

  /** What only Node reads: it will have the name. */
  const isOpaque = (file: string) => lex(file).own.size + lex(file).stars.length === 0

  function lex(file: string): Lexed {
    const known = lexed.get(file)
    if (known) return known
    lexed.set(file, { own: new Map(), stars: [] }) // What a cycle of CommonJS modules finds.
    const module = modules.get(file)
    const direct = (names: Iterable<string>) => new Map([...names].map(name => [name, { file, name }]))
    if (module === undefined) lexed.set(file, { own: direct(isBuiltin(file) ? builtinNames(file) : []), stars: [] })
    else if (module.kind === 'esm') lexed.set(file, ofEsm(module))
    else if (module.kind === 'json') lexed.set(file, { own: direct(['default']), stars: [] })
    else if (module.kind === 'cjs') lexed.set(file, { own: direct(ofCommonJs(module)), stars: [] })
    return lexed.get(file) as Lexed
  }

  function ofCommonJs({ source, requires }: Module): Set<string> {
    const names = new Set(['default', 'module.exports'])
    try {
      const { exports, reexports } = parseCommonJs(source)
      for (const name of exports) names.add(name)
      const files = reexports.flatMap(specifier => requires[specifier] ?? [])
      for (const name of files.flatMap(file => [...lex(file).own.keys()])) names.add(name)
    } catch {
      // Node does without, too.
    }
    return names
  }

  function originOf(file: string, name: string): string {
    const origin = resolve(file, name, new Set())
    return typeof origin === 'string' ? (origin.split('\0')[0] ?? file) : file
  }

  const namespaceAt = (file: string, name: string) => lex(file).own.get(name)?.namespaceOf

  return { namesOf, originOf, namespaceAt }
}

interface Lexed {
  /** By name, where it is: in another module, where it is handed on. */
  own: Map<string, Place>
  /** What is behind each `export *`. */
  stars: string[]
}

/** Where a name stands. */
interface Place {
  file: string
  name: string
  /** Of a module's whole namespace: which. */
  namespaceOf?: string
}

function ofEsm({ file, source, imports }: Module): Lexed {
  const [, exported] = parse(source)
  const target = (specifier: string) => imports[specifier] ?? specifier.replace(/^(node:)?/, 'node:')
  const own = exported.flatMap(each => (each.type === 'reexport-all' ? [] : [[each.name, placeOf(each, file, target)]]))
  return {
    own: new Map(own as [string, Place][]),
    stars: exported.flatMap(each => (each.type === 'reexport-all' ? [target(each.from)] : [])),
  }
}

/** A whole namespace that is handed on is a name of its own: V8 takes two of the same for two. */
function placeOf(
  each: Exclude<Export, { type: 'reexport-all' }>,
  file: string,
  target: (from: string) => string,
): Place {
  if (each.type !== 'reexport') return { file, name: each.name }
  if (each.importName !== null) return { file: target(each.from), name: each.importName }
  return { file, name: each.name, namespaceOf: target(each.from) }
}

const builtinNames = (specifier: string) => ['default', ...Object.keys(process.getBuiltinModule(specifier) ?? {})]
