import { isBuiltin } from 'node:module'
import { init, parse } from 'es-module-lexer'
import { transform } from 'esbuild'
import type { Module } from './module.ts'
import { type Named, withOriginalNames } from './original-names.ts'
import { beginning, withOwnHelpers } from './own-helpers.ts'
import { withTrueLines } from './true-lines.ts'

/** What becomes of a module in the pack. */
export interface FunctionText {
  /** The body of its function; of JSON, the text. */
  text: string
  /** The names of the parameters, beside those that every CommonJS module has. */
  parameters: string[]
}

/** Why it is in none. */
type Unpacked = Pick<Module, 'awaits'> & { unpacked: string }

/** Not `minifySyntax`, which drops names, nor `minifyIdentifiers`. */
const options = {
  format: 'cjs',
  platform: 'neutral',
  target: 'esnext', // It is for the Node that runs the source as well.
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'ascii',
  sourcefile: 'pack',
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'silent',
} as const

/** A name that a text does not have. */
function unused(name: string, source: string): string {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}${number}`
    if (!source.includes(candidate)) return candidate
  }
}

/**
 * Turns a module into the text of a function. CommonJS is one already, and stays as it is, but for `import()`.
 *
 * @returns why not, where it cannot be done: Node's own loader has to load it then
 */
export async function functionText(module: Module): Promise<FunctionText | Unpacked> {
  const { file, kind, source, unpacked } = module
  if (unpacked !== undefined) return { unpacked }
  await init()
  if (kind === 'other') return { unpacked: 'is of a kind that only Node loads' }
  if (kind === 'json') return { text: source, parameters: [] }
  if (kind === 'cjs') return replaceImports(source, [])
  const foreign = module.statements.find(specifier => !(specifier in module.imports) && !isBuiltin(specifier))
  if (foreign !== undefined) return { unpacked: `imports ${foreign}, which only Node may find` }
  try {
    // An export of our own, so that esbuild writes down where the module's own text begins.
    const meta = unused('$meta', source)
    const others = undeclared.map(name => [name, unused(`$${name}`, source)])
    const define = { 'import.meta': meta, ...Object.fromEntries(others) }
    const text = `${source}\nexport const $pack = 0;`
    const { code, map } = await transform(text, { ...options, define })
    const own = withOwnHelpers(code, source)
    if (own === undefined) return { unpacked: 'is printed by esbuild in a way that is not known here' }
    const { mappings, names } = JSON.parse(map)
    const named = await withOriginalNames({ code: own.code, mappings }, own.start, names, takenIn(own.code))
    // Not `keepNames`: it writes calls into functions, whose text may be sent to where what they call is not.
    const renamed = renamedIn(named, source)
    if (renamed !== undefined)
      return { unpacked: `has a function or a class whose name esbuild does not keep (it prints ${renamed})` }
    const printed = withTrueLines(named.code, named.mappings)
    const used = printed.includes(meta) ? [meta] : []
    const body = `"use strict";${printed.slice(printed.indexOf(beginning))}`
    return replaceImports(body, ['require', 'module', ...own.called, ...used])
  } catch (error) {
    const [{ text = String(error) } = {}] = (error as { errors?: { text: string }[] }).errors ?? []
    if (text.includes('Top-level await')) return { unpacked: 'awaits something while it loads', awaits: true }
    return { unpacked: `cannot be read by esbuild: ${text} (${file})` }
  }
}

/** What the function of a module has as parameters, which nobody has declared in an ES module, or has another name for. */
const undeclared = ['require', 'module', 'exports']

/** The names that nothing of the source can have back. */
const takenIn = (code: string) => new Set([...undeclared, ...(code.match(/(?<=\bvar )(import_|pack_)\w+/g) ?? [])])

/** A function or a class that has another name than in the source: that of something that the pack itself has. */
function renamedIn({ code, left }: Named, source: string): string | undefined {
  const names = new Set(code.match(/(?<![\\\w$.])[A-Za-z_$][\w$]*\d\b/g))
  const isOther = (name: string) => left.has(name) || !(name.startsWith('import_') || source.includes(name))
  return [...names].find(name => isOther(name) && isNameOfOne(name, code))
}

function isNameOfOne(name: string, code: string): boolean {
  const escaped = name.replaceAll('$', '\\$')
  return new RegExp(
    `\\b(class|function\\*?) ?${escaped}(?![\\w$])|(?<![\\w$])${escaped}=(async|function|class|\\((?!0,)|[\\w$]+=>)`,
  ).test(code)
}

function replaceImports(code: string, parameters: string[]): FunctionText | Unpacked {
  if (!/\bimport\b/.test(code)) return { text: code, parameters }
  try {
    const called = parse(code)[0].filter(({ type }) => type === 'dynamic')
    if (called.length === 0) return { text: code, parameters }
    // In the place of `import`, and of the same length, so that columns stay.
    const mport = unused('$mpor', code).padEnd('import'.length, 't')
    const text = called.reduce(
      (text, { importStart: at }) => text.slice(0, at) + mport + text.slice(at + mport.length),
      code,
    )
    return { text, parameters: [...parameters, mport] }
  } catch (error) {
    return { unpacked: `cannot be read by es-module-lexer: ${(error as Error).message}` }
  }
}
