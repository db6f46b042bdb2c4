import { alwaysLoaded, wayTo } from './always-loaded.ts'
import type { Build } from './build.ts'

/**
 * Refuses code that always imports what is not there: no such server would start. A `require`, or an `import()`, may be tried
 * for something optional.
 *
 * @throws {Error} that names who imports it, the way to it and the remedy
 */
export function refuseMissing({ modules, missing, options: { code } }: Build): void {
  if (code === undefined) return
  const always = alwaysLoaded(code, new Map(modules.map(module => [module.file, module])))
  for (const { importer, specifier, code: why } of missing) {
    const chain = always.get(importer)
    const module = modules.find(({ file }) => file === importer)
    if (chain === undefined || !module?.statements.includes(specifier) || mayBeFound(specifier, why)) continue
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
