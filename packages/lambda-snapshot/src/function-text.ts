import { isBuiltin } from 'node:module'
import { init, parse } from 'es-module-lexer'
import { transform } from 'esbuild'
import type { Module } from './module.ts'
import { type Printed, withOriginalNames } from './original-names.ts'
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
    const { code, mappings } = printed(await transform(text, { ...options, define }))
    // Not `keepNames`: it writes calls into functions, whose text may be sent to where what they call is not.
    if (isRenamed(code, source)) return { unpacked: 'has a function or a class whose name esbuild does not keep' }
    return trimmed(withTrueLines(code, mappings), meta)
  } catch (error) {
    const [{ text = String(error) } = {}] = (error as { errors?: { text: string }[] }).errors ?? []
    if (text.includes('Top-level await')) return { unpacked: 'awaits something while it loads', awaits: true }
    return { unpacked: `cannot be read by esbuild: ${text} (${file})` }
  }
}

function printed({ code, map }: { code: string; map: string }): Printed {
  const { mappings, names } = JSON.parse(map)
  const own = code.match(/(?<=\b(?:var|class|function|function\*) )(import_|pack_|__)\w+/g)
  return withOriginalNames({ code, mappings }, names, new Set([...undeclared, ...(own ?? [])]))
}

/** What the function of a module has as parameters, which nobody has declared in an ES module, or has another name for. */
const undeclared = ['require', 'module', 'exports']

/** Whether a function or a class has another name than in the source: that of something that the pack itself has. */
function isRenamed(code: string, source: string): boolean {
  const names = new Set(code.match(/(?<![\\\w$.])[A-Za-z_$][\w$]*\d\b/g))
  return [...names].some(name => !name.startsWith('import_') && !source.includes(name) && isNameOfOne(name, code))
}

function isNameOfOne(name: string, code: string): boolean {
  const escaped = name.replaceAll('$', '\\$')
  return new RegExp(
    `\\b(class|function\\*?) ?${escaped}(?![\\w$])|(?<![\\w$])${escaped}=(async|function|class|\\((?!0,)|[\\w$]+=>)`,
  ).test(code)
}

/** Without what esbuild writes before a module: the pack has its own of that. */
function trimmed(code: string, meta: string): FunctionText | Unpacked {
  const start = code.indexOf('var pack_exports')
  const helpers = new Set(code.slice(0, start).match(/(?<=\bvar )__\w+(?==)/g))
  const known = [...helpers].filter(name => /^__(export|toESM|reExport|toCommonJS)\d*$/.test(name))
  const isKnown = [...helpers].every(name => known.includes(name) || !code.includes(name, start))
  if (start < 0 || known.length === 0 || !isKnown)
    return { unpacked: 'is printed by esbuild in a way that is not known here' }
  const used = code.includes(meta) ? [meta] : []
  return replaceImports(`"use strict";${code.slice(start)}`, ['require', 'module', ...known, ...used])
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
