import type { Module } from './module.ts'

/** The files that an entry loads whatever happens: by import statements. With the way to each, from who imports it to the entry. */
export function alwaysLoaded(
  entry: string,
  modules: ReadonlyMap<string, Pick<Module, 'statements' | 'imports'>>,
): Map<string, string[]> {
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

/** A way to a file by whatever leads to it, from who imports it up to the entry. */
export function anyWay(file: string, modules: readonly Module[]): string[] {
  const way: string[] = []
  for (let at: string | undefined = file; at !== undefined; ) {
    const wanted: string = at
    const leads = ({ imports, requires }: Module) => [imports, requires].flatMap(Object.values).includes(wanted)
    at = modules.find(module => !way.includes(module.file) && module.file !== file && leads(module))?.file
    if (at !== undefined) way.push(at)
  }
  return way
}

/** The way as a sentence of a message; empty for the entry itself. */
export const wayTo = (chain: readonly string[]) =>
  chain.length === 0 ? '' : ` It is imported by ${chain.join(', by ')}.`
