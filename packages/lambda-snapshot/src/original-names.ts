import { decode, encode } from '@jridgewell/sourcemap-codec'

/** What was printed, and the mappings of its source map. */
export interface Printed {
  code: string
  mappings: string
}

/**
 * Gives what esbuild has renamed its own name back. It renames whatever has the name of something further out, as the class
 * in `const A = class A {}`, although JavaScript tells the two apart; and a function's name and text can be seen.
 *
 * @param names of the source map, which knows what each renamed identifier was called
 * @param taken the names of what esbuild itself has put there, which the source's may not meet
 * @returns the same as was given, if there is nothing to do or something that is not understood
 */
export function withOriginalNames(printed: Printed, names: readonly string[], taken: ReadonlySet<string>): Printed {
  const segments = decode(printed.mappings)
  const reverted = new Set<string>()
  const lines = printed.code.split('\n').map((line, index) => {
    let text = ''
    let position = 0
    for (const segment of segments[index] ?? []) {
      const [column, , , , at] = segment
      segment[0] += text.length - position // What stands before it has become shorter.
      const original = at === undefined ? undefined : names[at]
      const [name = ''] = identifier.exec(line.slice(column)) ?? []
      if (original === undefined || taken.has(original) || reserved.has(original) || !isNumbered(name, original))
        continue
      text += line.slice(position, column) + original
      position = column + name.length
      reverted.add(name)
    }
    return text + line.slice(position)
  })
  const code = lines.join('\n')
  const left = new Set(code.match(new RegExp(identifier.source.replace('^', '(?<![\\w$])'), 'g')))
  return [...reverted].some(name => left.has(name)) ? printed : { code, mappings: encode(segments) }
}

const identifier = /^[A-Za-z_$][\w$]*/

/** No names for anything but an export: https://tc39.es/ecma262/#sec-keywords-and-reserved-words */
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof new null return super switch this throw true try typeof var void while with yield ' +
    'arguments eval implements interface let package private protected public static'
  ).split(' '),
)

const isNumbered = (name: string, original: string) =>
  name.startsWith(original) && /^\d+$/.test(name.slice(original.length))
