import type { Module } from './module.ts'

/** A file and all that it leads to, each once, what is named first first. */
export function closureOf(file: string, next: (file: string) => Iterable<string>): Set<string> {
  const found = new Set<string>()
  const visit = (each: string) => {
    if (found.has(each)) return
    found.add(each)
    for (const one of next(each)) visit(one)
  }
  visit(file)
  return found
}

/** What a module may ever load: by an import, an `import()` or a `require`. */
export const targetsOf = ({ imports, requires }: Pick<Module, 'imports' | 'requires'>): string[] => [
  ...Object.values(imports),
  ...Object.values(requires),
]
