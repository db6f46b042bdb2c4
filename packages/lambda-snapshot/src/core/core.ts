import { realpathSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { join, relative } from 'node:path'
import { type BuildFailure, type BuildOptions, build, formatMessages, type Metafile, type Plugin } from 'esbuild'
import { besideThis } from './beside-this.ts'
import { lazyModules } from './lazy-modules.ts'
import { rewrite } from './rewrite.ts'
import { closureOf, packageOf } from './server-packages.ts'
import { smallHttp } from './small-http.ts'
import { nameOfEntry, unbundled } from './unbundled.ts'
import { unusedSchemas } from './unused-schemas.ts'

export interface CoreOptions {
  /** The folder of the project. */
  root: string
  /**
   * The packages that the server itself is made of, with what they depend on: these get what only makes the start faster. Any
   * other that its own files import, Node loads as it is.
   */
  packages: readonly string[]
  /** Exports of these packages that are read by another condition than Node's: `{ '@scope/package/export': 'browser' }`. */
  conditions?: Record<string, string>
}

/**
 * Bundles a part of the server itself: one minified file, CommonJS, as a require of node:http costs less at a cold start than
 * an import of it, which also loads Node's fetch.
 *
 * @param contents the module that it is made of
 * @param entry the file that this imports, below the root
 * @param outfile where it goes; default: nowhere, for what the metafile tells
 */
export async function bundleCore(
  { root, packages, conditions = {} }: CoreOptions,
  contents: string,
  entry: string,
  outfile?: string,
): Promise<Metafile> {
  const options: BuildOptions & { metafile: true } = {
    stdin: { contents, resolveDir: root, sourcefile: nameOfEntry, loader: 'js' },
    absWorkingDir: root,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true, // Not names: a tool may read those of the classes that it is handed, as `error.constructor.name`.
    metafile: true,
    write: outfile !== undefined,
    outfile: outfile ?? join(root, 'core.cjs'),
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    conditions: ['node'],
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false, // Stack traces need positions only.
    logLevel: 'silent',
    // docs/cold-start.md has the share of each.
    inject: [besideThis('fetch-classes'), besideThis('small-crypto')],
    plugins: [serverPackages(root, packages, conditions), rewrite(smallHttp, unusedSchemas), lazyModules],
    // An `import()` becomes a `require`: what came out of a snapshot cannot import by itself.
    supported: { 'dynamic-import': false },
  }
  try {
    const { metafile, warnings } = await build(options)
    const told = outfile === undefined ? [] : await formatMessages(warnings, { kind: 'warning' })
    for (const warning of told) console.warn(warning)
    return metafile
  } catch (failure) {
    throw await unbundled(failure as BuildFailure, options, entry)
  }
}

function serverPackages(root: string, packages: readonly string[], conditions: Record<string, string>): Plugin {
  const own = closureOf(root, packages)
  return {
    name: 'server-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        const condition = conditions[path]
        if (condition !== undefined) {
          return { path: byCondition(condition, path, importer, root) }
        }
        const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(path) ?? []
        if (isBuiltin(path) || path.startsWith('#') || own.has(name)) return undefined
        // What a package of the server's imports is in its closure, or is not installed.
        return packageOf(importer) === undefined && !isWithin(root, path, importer) ? { external: true } : undefined
      })
    },
  }
}

/** @throws {Error} when there is nothing by this condition */
function byCondition(condition: string, specifier: string, importer: string, root: string): string {
  try {
    return createRequire(importer).resolve(specifier, { conditions: new Set([condition, 'import']) } as object)
  } catch {
    throw new Error(
      `${relative(root, importer)} imports ${specifier}, which is not there by the condition "${condition}" that "conditions" ` +
        'names for it. Correct the option, or install the package.',
    )
  }
}

/** Whether a specifier leads to a package that is one of the project's own folders, as a workspace is: npm links it. */
function isWithin(root: string, specifier: string, importer: string): boolean {
  try {
    const found = realpathSync(
      createRequire(importer).resolve(specifier, { conditions: new Set(['node', 'import']) } as object),
    )
    return packageOf(relative(root, found)) === undefined
  } catch {
    return false // esbuild says why, or Node does.
  }
}
