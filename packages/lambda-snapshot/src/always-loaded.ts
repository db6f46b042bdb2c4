import type { Module } from './module.ts'

/** The files that an entry loads whatever happens: by import statements. With the way to each, from who imports it to the entry. */
export function alwaysLoaded(entry: string, modules: ReadonlyMap<string, Module>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visit = (file: string, chain: string[]) => {
    const module = modules.get(file)
    if (module === undefined || found.has(file)) return
    found.set(file, chain)
    for (const specifier of module.statements) visit(module.imports[specifier] ?? '', [file, ...chain])
  }
  visit(entry, [])
  return found
}

/** The way as a sentence of a message; empty for the entry itself. */
export const wayTo = (chain: readonly string[]) =>
  chain.length === 0 ? '' : ` It is imported by ${chain.join(', by ')}.`
