import { parse as parseCommonJs } from 'cjs-module-lexer'
import { parse } from 'es-module-lexer'
import type { Module } from './module.ts'

/** What a namespace of a module has: its names, sorted, and from which module each comes that has come by `export *`. */
export interface Names {
  names: string[]
  reexports: Record<string, string>
}

/** Finds the names of the exports of modules, as Node does: by lexers, without running them. */
export function createNames(modules: ReadonlyMap<string, Module>): (file: string) => Names {
  const found = new Map<string, Names>()
  const none: Names = { names: [], reexports: {} }

  function namesOf(file: string): Names {
    const known = found.get(file)
    if (known) return known
    found.set(file, none) // What a cycle finds.
    const module = modules.get(file)
    if (module === undefined || module.kind === 'other') return none
    const names = module.kind === 'esm' ? ofEsm(module) : { names: ofCommonJs(module), reexports: {} }
    found.set(file, names)
    return names
  }

  function ofEsm({ source, imports }: Module): Names {
    const [, exported] = parse(source)
    const own = new Set(exported.flatMap(each => (each.type === 'reexport-all' ? [] : [each.name])))
    const reexports: Record<string, string> = {}
    for (const each of exported) {
      const target = each.type === 'reexport-all' ? imports[each.from] : undefined
      if (target === undefined) continue
      for (const name of namesOf(target).names) {
        if (name !== 'default' && !own.has(name)) reexports[name] ??= target
      }
    }
    return { names: [...own, ...Object.keys(reexports)].sort(), reexports }
  }

  function ofCommonJs({ kind, source, requires }: Module): string[] {
    if (kind === 'json') return ['default']
    const names = new Set(['default', 'module.exports'])
    try {
      const { exports, reexports } = parseCommonJs(source)
      for (const name of exports) names.add(name)
      for (const specifier of reexports) for (const name of namesOf(requires[specifier] ?? '').names) names.add(name)
    } catch {
      // Node does without, too.
    }
    return [...names].sort()
  }

  return namesOf
}
