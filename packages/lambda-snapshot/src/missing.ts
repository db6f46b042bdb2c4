import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { alwaysLoaded, wayTo } from './always-loaded.ts'
import type { Build } from './built.ts'
import { find, type Missing } from './scan.ts'

/** What the server's own files always import from packages, and what Node does not find. */
export function missingInCore({ inputs }: Metafile, root: string, entry: string): Missing[] {
  const statements = Object.entries(inputs).map(([file, { imports }]) => {
    const paths = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)
    return [file, { statements: paths, imports: Object.fromEntries(paths.map(path => [path, path])) }] as const
  })
  return [...alwaysLoaded(entry, new Map(statements))].flatMap(([importer, way]) =>
    (inputs[importer]?.imports ?? []).flatMap(({ path: specifier, kind, external }) => {
      if (!external || kind !== 'import-statement' || isBuiltin(specifier)) return []
      const result = find(specifier, join(root, importer), kind)
      return result.found === undefined ? [{ importer, specifier, code: result.code, way }] : []
    }),
  )
}

/**
 * Refuses code that always imports what is not there: no such server would start. A `require`, or an `import()`, may be tried
 * for something optional.
 *
 * @throws {Error} that names who imports it, the way to it and the remedy
 */
export function refuseMissing({ modules, missing, options: { code = '' } }: Build): void {
  const always = alwaysLoaded(code, new Map(modules.map(module => [module.file, module])))
  for (const { importer, specifier, code: why, way } of missing) {
    const isStatement = modules.find(({ file }) => file === importer)?.statements.includes(specifier)
    const chain = way ?? (isStatement ? always.get(importer) : undefined)
    if (chain === undefined || mayBeFound(specifier, why)) continue
    throw new Error(`${importer} imports ${specifier}, which is not there.${wayTo(chain)} ${remedyFor(specifier)}`)
  }
}

/** By Node: of another form than a path or a package, as a URL or a path with a query, or refused for another reason. */
const mayBeFound = (specifier: string, code: string) =>
  /^[a-z]+:|.[?#%]/.test(specifier) || !/NOT_(FOUND|DEFINED|EXPORTED)$/.test(code)

function remedyFor(specifier: string): string {
  if (specifier.startsWith('#')) return 'Name it among the "imports" of package.json: npm start would fail as well.'
  if (/^[./]/.test(specifier)) return 'Correct the path: npm start would fail as well.'
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [specifier]
  return `Install it: npm install ${name}. If it is installed, it has no such part: npm start would fail as well.`
}
