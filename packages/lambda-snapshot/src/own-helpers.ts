/** What esbuild has printed, with its own functions under names that only they have. */
export interface OwnHelpers {
  /** As long as it was, so that the mappings of the source map hold. */
  code: string
  /** Where the module's own part begins, behind the text of esbuild's functions. */
  start: number
  /** The names of esbuild's functions that the module's part calls. */
  called: string[]
}

/** What the pack has its own of. */
const helpers = ['export', 'reExport', 'toCommonJS', 'toESM']

/** Each where esbuild itself calls it: https://github.com/evanw/esbuild/blob/main/internal/runtime/runtime.go */
const calls =
  /(?<=[;=,}])__(?=export\d*\(pack_exports\d*,|reExport\d*\(pack_exports\d*,|toCommonJS\d*\(pack_exports\d*\)|toESM\d*\(require\()/g

/** What follows the functions that esbuild writes before a module. */
export const beginning = 'var pack_exports'

/**
 * Renames what esbuild writes before a module and calls in it, as packages bring such functions of their own: whatever was
 * bundled once does, and its names have to stay.
 *
 * @returns nothing, if the module calls others than the pack has
 */
export function withOwnHelpers(code: string, source: string): OwnHelpers | undefined {
  const start = code.indexOf(beginning)
  const prefix = ['$_', '_$', '$$'].find(each => helpers.every(helper => !source.includes(each + helper)))
  if (start < 0 || prefix === undefined) return undefined
  const body = code.slice(start).replace(calls, prefix.replaceAll('$', '$$$$'))
  const used = new Set(body.match(/(?<![\w$.])[A-Za-z_$][\w$]*/g))
  const written = code.slice(0, start).match(/(?<=\bvar )__\w+(?==)/g) ?? []
  if (written.some(name => used.has(name))) return undefined
  const called = written.map(name => prefix + name.slice(2)).filter(name => used.has(name))
  return { code: code.slice(0, start) + body, start, called }
}
